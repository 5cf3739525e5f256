//! How much speaks for each class of a name.

use super::Class;

const CLASSES: [Class; 8] = [
    Class::Person,
    Class::Organisation,
    Class::Country,
    Class::Place,
    Class::Event,
    Class::Work,
    Class::Group,
    Class::Language,
];

/// How much speaks for each class.
#[derive(Clone, Copy, Debug, Default)]
pub struct Votes([f32; 8]);

impl Votes {
    pub fn add(&mut self, class: Class, weight: f32) {
        self.0[class as usize] += weight;
    }

    pub fn sum(&mut self, other: &Votes) {
        self.0.iter_mut().zip(other.0).for_each(|(a, b)| *a += b);
    }

    pub fn most(&mut self, other: &Votes) {
        self.0.iter_mut().zip(other.0).for_each(|(a, b)| *a = a.max(b));
    }

    /// The class with most votes; none when hardly anything speaks for any. What speaks for a country speaks for a place.
    pub fn winner(&self, enough: f32) -> Option<Class> {
        let (country, place) = (self.0[Class::Country as usize], self.0[Class::Place as usize]);
        let finer = if country >= place.min(1.5) && country > 0.0 { Class::Country } else { Class::Place };
        let votes = |class: Class| match class {
            Class::Country | Class::Place if class == finer => country + place,
            Class::Country | Class::Place => 0.0,
            _ => self.0[class as usize],
        };
        let best = CLASSES.into_iter().fold(CLASSES[0], |best, c| if votes(c) > votes(best) { c } else { best });
        (votes(best) >= enough).then_some(best)
    }

    pub fn of(&self, class: Class) -> f32 {
        self.0[class as usize]
    }

    /// The same, each so much more or less.
    pub fn times(&self, weight: f32) -> Votes {
        Votes(self.0.map(|v| v * weight))
    }
}
