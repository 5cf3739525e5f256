use super::*;
unsafe extern "C" {
    fn clock_gettime(c: i32, t: *mut [i64; 2]) -> i32;
}
fn cpu() -> f64 {
    let mut t = [0i64; 2];
    unsafe {
        clock_gettime(2, &mut t);
    }
    t[0] as f64 + t[1] as f64 * 1e-9
}
#[test]
fn speed() {
    Kernel::choose();
    for kernel in [Kernel::Amx, Kernel::Avx512, Kernel::Avx2] {
        let w: Vec<f32> = (0..96 * 3 * 288).map(|i| ((i * 7919 % 1000) as f32 - 500.0) / 3000.0).collect();
        let layer = Maxout::new(kernel, [96, 3, 288], &w, &w[..288], vec![1.0; 96], vec![0.1; 96]).unwrap();
        let lower = Affine::new(kernel, 64, 1024, &w[..64 * 1024], &[]);
        let x: Vec<f32> = (0..514 * 96).map(|i| ((i * 31 % 977) as f32 - 500.0) / 300.0).collect();
        for rows in [512usize, 128, 64] {
            let mut out = vec![0.0; 512 * 96];
            let mut big = vec![0.0; 512 * 1024];
            let t = cpu();
            let reps = 512 * 20 / rows;
            for _ in 0..reps {
                layer.apply(
                    Rows { data: &x, stride: 96, count: rows },
                    Some(Rows { data: &x[96..], stride: 96, count: rows }),
                    &mut out,
                );
            }
            let a = (cpu() - t) * 1e9 / (reps * rows) as f64;
            let t = cpu();
            for _ in 0..reps {
                lower.apply(Rows { data: &x, stride: 64, count: rows }, &mut big, 1024);
            }
            println!(
                "{kernel:?} rows {rows} maxout {a:.0} ns/row, lower {:.0} ns/row",
                (cpu() - t) * 1e9 / (reps * rows) as f64
            );
        }
    }
}
