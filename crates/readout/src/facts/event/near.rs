//! The small words around events: prepositions of time and place, nouns that lead from one to another.

use serde::Deserialize;
use smol_str::SmolStr;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Near {
    /// What somebody is taken for, and no deed yet: "hired to investigate".
    pub purposes: Vec<SmolStr>,
    /// Those who take part in an occasion: who addresses "the participants of the forum" speaks at the forum.
    pub attending: Vec<SmolStr>,
    /// "at the request of X": the noun, and what X is to that which is done.
    pub requests: Vec<SmolStr>,
    pub requester: SmolStr,
    /// "In a meeting with X, Y said": the preposition.
    pub within: Vec<SmolStr>,
    /// "X, on a visit to Norway": prepositions before what somebody is away for.
    pub away: Vec<SmolStr>,
    /// Prepositions before what somebody is thanked, blamed or kept from: "accused Lind of taking", "praised for taking".
    pub charged: Vec<SmolStr>,
    /// Verbs whose object is to do what the infinitive says.
    pub inviting: Vec<SmolStr>,
    /// "invited Lind to visit Oslo": a visit that is planned.
    pub asked: Vec<SmolStr>,
    /// Before the office that somebody is given: "approved Lind as governor".
    pub posted: Vec<SmolStr>,
    /// "A delegation headed by X": the noun, and the verbs that say who is its head.
    pub delegations: Vec<SmolStr>,
    pub led: Vec<SmolStr>,
    /// Nouns for those who act for a country: "the government of Norway".
    pub cabinets: Vec<SmolStr>,
    /// Before what goes on beside it: "despite constant contacts".
    pub beside: Vec<SmolStr>,
    /// Prepositions of the place of an event.
    pub places: Vec<SmolStr>,
    /// Prepositions before an event at the same time.
    pub during: Vec<SmolStr>,
    /// Prepositions before an event that this one follows on the same occasion.
    pub after: Vec<SmolStr>,
    /// The same where it comes before: "ahead of the talks".
    pub ahead: Vec<SmolStr>,
    /// Adverbs that leave it on the same day: "shortly after the talks".
    pub soon: Vec<SmolStr>,
    /// Nouns for the time of an occasion: "at the start of talks".
    pub phases: Vec<SmolStr>,
    /// Nouns between an event and the occasion that it is part of: "in the framework of the visit".
    pub frame: Vec<SmolStr>,
    /// The day before: "on the eve of the visit".
    pub eve: Vec<SmolStr>,
    /// The preposition of the one for whom it is: "a welcome to the guest".
    pub recipient: SmolStr,
    /// Who takes part in what is signed or agreed "with" or "between" them, also where that hangs on its object.
    pub partner: Vec<SmolStr>,
    /// "at the invitation of X": the noun, who is invited by it, and what X is then.
    pub invitation: Vec<SmolStr>,
    pub invited: SmolStr,
    pub inviter: SmolStr,
    /// Stands for the noun of the kind told before: "the previous one".
    pub one: Vec<SmolStr>,
    /// Adjectives that do not tell one occasion from another.
    pub plain: Vec<SmolStr>,
    /// Before the day for which something is set: "scheduled for May 9".
    pub set_for: Vec<SmolStr>,
    /// What those are to a meeting who do something together at it.
    pub role: SmolStr,
    /// Words before a time that say where something ends or began: "until".
    pub bounds: Vec<SmolStr>,
    /// Prepositions of what tells one occasion from another: "the signing of the treaty".
    pub telling: Vec<SmolStr>,
    /// Determiners that point at an event told before or known.
    pub definite: Vec<SmolStr>,
    /// Adjectives that point back or say that it is another one.
    pub again: Vec<SmolStr>,
    /// "The first day of the visit": the noun, and the ordinals that count it, in their order.
    pub day: Vec<SmolStr>,
    pub count: Vec<SmolStr>,
    /// Nouns that name nobody where somebody is named: "the country".
    pub vague: Vec<SmolStr>,
    /// Nouns that only count those behind "of": "thousands of students".
    pub partitives: Vec<SmolStr>,
}
