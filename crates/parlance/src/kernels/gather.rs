//! Copies rows that lie here and there in a large table.

/// Rows fetched into the caches ahead of the one that is copied.
const AHEAD: usize = 8;

/// Copies the rows with these numbers, `width` numbers each, one after the other into `output`.
pub(crate) fn gather(table: &[f32], width: usize, rows: &[u32], output: &mut [f32]) {
    let row = |number: u32| &table[number as usize * width..][..width];
    for (i, (number, output)) in rows.iter().zip(output.chunks_exact_mut(width)).enumerate() {
        if let Some(later) = rows.get(i + AHEAD) {
            prefetch(row(*later));
        }
        let (vectors, rest) = row(*number).as_chunks::<16>();
        let (to, rest_to) = output.as_chunks_mut::<16>();
        to.iter_mut().zip(vectors).for_each(|(to, vector)| *to = *vector);
        rest_to.copy_from_slice(rest);
    }
}

/// Asks for numbers that will be read soon.
#[inline]
fn prefetch(numbers: &[f32]) {
    #[cfg(target_arch = "x86_64")]
    for line in numbers.chunks(16) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a hint, which has no effect on memory.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = numbers;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_copied_in_the_order_asked_for() {
        let table: Vec<f32> = (0..20 * 19).map(|i| i as f32).collect();
        let rows = [3, 19, 0, 3, 7, 7, 1, 2, 18, 5, 6];
        let mut output = vec![0.0; rows.len() * 19];
        gather(&table, 19, &rows, &mut output);
        let expected: Vec<f32> = rows.iter().flat_map(|row| (row * 19..row * 19 + 19).map(|i| i as f32)).collect();
        assert_eq!(output, expected);
    }
}
