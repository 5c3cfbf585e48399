//! Elements to bytes and back, and the errors of bytes that do not fit.

use tightloop_array_core::{
    Buffer, C32, C64, DType, Element, Error, Strided, StridedMut, bf16, f16,
};

/// Elements of any kind, with known bytes.
trait Sample: Element {
    fn sample(i: usize) -> Self;
}

/// Lists the types, each with its element number `i`, and calls a generic function for all.
macro_rules! for_every_type {
    ($($t:ty: |$i:ident| $sample:expr;)*) => {
        $(
            impl Sample for $t {
                fn sample($i: usize) -> Self {
                    $sample
                }
            }
        )*

        #[test]
        fn every_type_goes_there_and_back() {
            $(there_and_back::<$t>();)*
        }
    };
}
for_every_type! {
    bool: |i| i.is_multiple_of(3);
    i8: |i| i as i8 - 3;
    i16: |i| -300 * i as i16;
    i32: |i| -70_000 * i as i32;
    i64: |i| -5_000_000_000 * i as i64;
    u8: |i| 250 + i as u8;
    u16: |i| 65_000 + i as u16;
    u32: |i| u32::MAX - i as u32;
    u64: |i| u64::MAX - i as u64;
    f16: |i| f16::from_bits(0x3c00 + i as u16);
    bf16: |i| bf16::from_bits(0xbf80 + i as u16);
    f32: |i| i as f32 - 1.5;
    f64: |i| 1.0 / (i + 1) as f64;
    C32: |i| C32::new(i as f32, -2.5);
    C64: |i| C64::new(-0.5, i as f64);
}

fn there_and_back<T: Sample>() {
    let elements: Vec<T> = (0..6).map(T::sample).collect();
    let view = Strided::new(&elements, &[2, 3]).unwrap();
    let bytes = view.as_bytes().unwrap();
    assert_eq!(bytes.len(), 6 * T::DTYPE.size());
    assert_eq!(view.t().as_bytes(), None);

    let again = Strided::<T>::from_bytes(bytes, &[3, 2]).unwrap();
    assert_eq!(again.to_vec(), elements);
    assert_eq!(again.as_ptr(), elements.as_ptr());
    let buffer = Buffer::<T>::from_bytes(bytes).unwrap();
    assert_eq!((&buffer[..], buffer.as_bytes()), (&elements[..], bytes));

    let mut room = Aligned([0; 128]);
    let mut written = StridedMut::<T>::from_bytes(&mut room.0[..bytes.len()], &[6]).unwrap();
    written.iter_mut().zip(&elements).for_each(|(place, &element)| *place = element);
    assert_eq!(room.0[..bytes.len()], *bytes);
}

/// Bytes that are aligned for every element type.
#[repr(align(16))]
struct Aligned([u8; 128]);

#[test]
fn what_is_cut_off_is_refused() {
    let mut bytes = Aligned([0; 128]);
    let cut = |size| Error::PartialElement { dtype: DType::F64, bytes: size };
    assert_eq!(Strided::<f64>::from_bytes(&bytes.0[..17], &[2]).err(), Some(cut(17)));
    assert_eq!(StridedMut::<f64>::from_bytes(&mut bytes.0[..7], &[0]).err(), Some(cut(7)));
    assert_eq!(Buffer::<f64>::from_bytes(&bytes.0[..1]).err(), Some(cut(1)));

    let few = Strided::<f64>::from_bytes(&bytes.0[..16], &[3]).err();
    assert!(matches!(few, Some(Error::DataLength { needed: 3, found: 2, .. })), "{few:?}");
}

#[test]
fn elements_lie_where_they_are_aligned_and_are_copied_from_anywhere() {
    let mut bytes = Aligned([0; 128]);
    bytes.0[3..7].copy_from_slice(&7.5f32.to_ne_bytes());
    let misaligned = Error::MisalignedBytes { dtype: DType::F32, align: 4, past: 3 };
    assert_eq!(Strided::<f32>::from_bytes(&bytes.0[3..7], &[1]).err(), Some(misaligned.clone()));
    assert_eq!(StridedMut::<f32>::from_bytes(&mut bytes.0[3..7], &[1]).err(), Some(misaligned));
    assert_eq!(Buffer::<f32>::from_bytes(&bytes.0[3..7]).unwrap()[..], [7.5]);

    assert!(Strided::<u8>::from_bytes(&bytes.0[3..7], &[4]).is_ok());
    assert!(Strided::<f64>::from_bytes(&bytes.0[3..3], &[0, 5]).unwrap().is_empty());
    assert!(StridedMut::<f64>::from_bytes(&mut bytes.0[3..3], &[0]).unwrap().is_empty());
}

#[test]
fn a_bool_is_zero_or_one() {
    let mut bytes = [0, 1, 1, 0, 2, 255];
    assert_eq!(
        Strided::<bool>::from_bytes(&bytes[..4], &[4]).unwrap().to_vec(),
        [false, true, true, false]
    );
    let invalid = Error::InvalidBool { position: 4, byte: 2 };
    assert_eq!(Strided::<bool>::from_bytes(&bytes, &[6]).err(), Some(invalid.clone()));
    assert_eq!(Buffer::<bool>::from_bytes(&bytes).err(), Some(invalid.clone()));
    assert_eq!(StridedMut::<bool>::from_bytes(&mut bytes, &[6]).err(), Some(invalid));
}
