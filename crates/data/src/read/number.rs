//! Numbers from bytes, eight digits at a time.
//!
//! Parsing digit by digit costs some three cycles a digit and a mispredicted branch for each field, as the
//! lengths vary. Eight bytes taken as one word cost three multiplications, whatever the length
//! (Lemire 2018, "Quickly parsing eight digits").

/// The value and the number of the digits that `word` (little-endian, first byte lowest) begins with.
#[inline(always)]
pub(crate) fn leading_digits(word: u64) -> (u64, usize) {
    let digits = word ^ 0x3030_3030_3030_3030;
    let no_digit = (digits.wrapping_add(0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080;
    let n = (no_digit.trailing_zeros() / 8) as usize;
    if n == 0 {
        return (0, 0);
    }
    // The digits move to the top bytes; the zero bytes below them are leading zeros.
    let aligned = digits << (64 - 8 * n);
    let pairs = ((aligned & 0x0F0F_0F0F_0F0F_0F0F).wrapping_mul(2561) >> 8) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs.wrapping_mul(6_553_601) >> 16) & 0x0000_FFFF_0000_FFFF;
    (fours.wrapping_mul(42_949_672_960_001) >> 32, n)
}

/// The eight bytes at `at`, if there are as many.
#[inline(always)]
pub(crate) fn word_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// 10 to the power of `n`, for `n <= 8`.
#[inline(always)]
pub(crate) fn power_of_ten(n: usize) -> u64 {
    const POWERS: [u64; 9] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
    POWERS[n]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn word(text: &str) -> u64 {
        word_at(text.as_bytes(), 0).expect("eight bytes")
    }

    #[test]
    fn digits_end_at_the_first_other_byte() {
        assert_eq!(leading_digits(word("1,234567")), (1, 1));
        assert_eq!(leading_digits(word("12345678")), (12_345_678, 8));
        assert_eq!(leading_digits(word("0007\r\n99")), (7, 4));
        assert_eq!(leading_digits(word(",1234567")), (0, 0));
        assert_eq!(leading_digits(u64::from_le_bytes([b'4', 0xFF, b'9', 0, 0x80, b':', b'/', 0xB3])), (4, 1));
    }

    proptest! {
        #[test]
        fn any_eight_bytes_parse_as_digit_by_digit(bytes in prop::array::uniform8(prop_oneof![b'0'..=b'9', any::<u8>()])) {
            let n = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
            let value = bytes[..n].iter().fold(0u64, |value, b| value * 10 + u64::from(b - b'0'));
            prop_assert_eq!(leading_digits(u64::from_le_bytes(bytes)), (value, n));
        }
    }
}
