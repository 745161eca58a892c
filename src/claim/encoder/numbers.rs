//! The functions of single numbers, of additions and multiplications alone, so that every machine gives the same bits.

use pulp::Arch;

/// The exponential function of each value, to about seven digits.
pub(super) fn exp(values: &mut [f32]) {
    Arch::new().dispatch(|| values.iter_mut().for_each(|value| *value = exp_of(*value)));
}

/// The Gaussian error linear unit of each value in its form with the tangent (Hendrycks and Gimpel, *Gaussian error linear
/// units*, 2016, section 2).
pub(super) fn gelu(values: &mut [f32]) {
    Arch::new().dispatch(|| values.iter_mut().for_each(|value| *value = gelu_of(*value)));
}

/// The hyperbolic tangent.
#[inline(always)]
pub(super) fn tanh(value: f32) -> f32 {
    1.0 - 2.0 / (exp_of(2.0 * value) + 1.0)
}

#[inline(always)]
fn exp_of(value: f32) -> f32 {
    const LN_2: f32 = std::f32::consts::LN_2;
    let value = value.clamp(-87.0, 87.0);
    let whole = (value * std::f32::consts::LOG2_E + 0.5).floor();
    let rest = value - whole * LN_2;
    // The series of Taylor, of which `rest`, at most 0.35, needs seven terms.
    let series = [1.0 / 5040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];
    let near = series.iter().fold(0.0_f32, |sum, term| sum * rest + term);
    near * f32::from_bits(((whole as i32 + 127) as u32) << 23)
}

#[inline(always)]
fn gelu_of(value: f32) -> f32 {
    let inner = 0.797_884_6 * (value + 0.044_715 * value * value * value);
    0.5 * value * (1.0 + tanh(inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_agree_with_the_exact_ones() {
        for step in -400..400 {
            let value = step as f32 / 20.0;
            assert!((exp_of(value) / value.exp() - 1.0).abs() < 1e-5, "exp {value}");
            assert!((tanh(value) - value.tanh()).abs() < 1e-6, "tanh {value}");
        }
        let all: Vec<f32> = (-4000..4000).map(|step| step as f32 / 200.0).collect();
        let bits = |values: &[f32]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        for (many, one) in [(exp as fn(&mut [f32]), exp_of as fn(f32) -> f32), (gelu, gelu_of)] {
            let mut values = all.clone();
            many(&mut values);
            let each: Vec<f32> = all.iter().map(|value| one(*value)).collect();
            assert_eq!(bits(&values), bits(&each), "wide instructions give the same bits");
        }
        let mut values = [0.0, 1.0];
        gelu(&mut values);
        assert!(values[0] == 0.0 && (values[1] - 0.8412).abs() < 1e-4);
        exp(&mut values);
        assert!(values[0] == 1.0 && (values[1] - 0.8412_f32.exp()).abs() < 1e-3);
    }
}
