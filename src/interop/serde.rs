//! [`serde`](https://serde.rs) (feature `serde`): arrays in any format that it knows.
//!
//! [`Array`] can be serialised and deserialised, [`ArrayView`] and [`ArrayViewMut`] can be
//! serialised. All of them are a structure of two fields: `shape`, the length of each axis, and
//! `data`, the elements in C order.
//!
//! | elements | |
//! |:--|:--|
//! | `bool`, integers, `f32`, `f64` | as themselves |
//! | `f16`, `bf16` | as `f32` in formats that people read, else as their bits, an `u16` |
//! | complex numbers | as a pair of the real and the imaginary part |
//!
//! The dtype is not stored: it is that of the array that is asked for. Whether NaN and infinities
//! can be stored is up to the format: JSON has no such numbers.
//!
//! ```
//! use tightloop::Array;
//!
//! let x = Array::from([[1.5, 2.0], [3.0, 4.0]]);
//! let text = serde_json::to_string(&x)?;
//! assert_eq!(text, r#"{"shape":[2,2],"data":[1.5,2.0,3.0,4.0]}"#);
//! assert_eq!(serde_json::from_str::<Array<f64>>(&text)?, x);
//!
//! let cut = serde_json::from_str::<Array<f64>>(r#"{"shape":[2,2],"data":[1.5,2.0,3.0]}"#);
//! assert!(cut.unwrap_err().to_string().starts_with("shape [2, 2] needs 4 elements"));
//! # Ok::<(), serde_json::Error>(())
//! ```

use crate::{Array, ArrayView, ArrayViewMut, C32, C64, Element, bf16, f16};
use core::fmt::{self, Formatter};
use core::marker::PhantomData;
use serde_core::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_core::ser::SerializeStruct;
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use tightloop_array_core::conversion::{bf16_of_f64, f16_of_f64, f64_of_bf16, f64_of_f16};

const NAME: &str = "Array";
const FIELDS: &[&str] = &["shape", "data"];

/// The dtypes that can be serialised: all of them.
pub trait SerialElement: Element {
    /// Serialises an element.
    #[doc(hidden)]
    fn serialize_element<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Deserialises an element.
    #[doc(hidden)]
    fn deserialize_element<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Lists the dtypes that serde knows.
macro_rules! known {
    ($($t:ty)*) => {$(
        impl SerialElement for $t {
            fn serialize_element<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
                self.serialize(serializer)
            }

            fn deserialize_element<'de, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                Self::deserialize(deserializer)
            }
        }
    )*};
}
known! { bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }

/// Lists the floats of 16 bits, with their conversions to and from `f64`.
macro_rules! halves {
    ($($t:ident: $to_f64:ident $of_f64:ident;)*) => {$(
        impl SerialElement for $t {
            fn serialize_element<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.serialize_f32($to_f64(self) as f32)
                } else {
                    serializer.serialize_u16(self.to_bits())
                }
            }

            fn deserialize_element<'de, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    f64::deserialize(deserializer).map($of_f64)
                } else {
                    u16::deserialize(deserializer).map(Self::from_bits)
                }
            }
        }
    )*};
}
halves! {
    f16: f64_of_f16 f16_of_f64;
    bf16: f64_of_bf16 bf16_of_f64;
}

/// Lists the complex dtypes.
macro_rules! pairs {
    ($($t:ident)*) => {$(
        impl SerialElement for $t {
            fn serialize_element<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
                (self.re, self.im).serialize(serializer)
            }

            fn deserialize_element<'de, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                Deserialize::deserialize(deserializer).map(|(re, im)| Self::new(re, im))
            }
        }
    )*};
}
pairs! { C32 C64 }

/// An element in a list.
struct Item<T>(T);

impl<T: SerialElement> Serialize for Item<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_element(serializer)
    }
}

impl<'de, T: SerialElement> Deserialize<'de> for Item<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize_element(deserializer).map(Self)
    }
}

/// The elements of a view in C order.
struct Data<'a, T>(ArrayView<'a, T>);

impl<T: SerialElement> Serialize for Data<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|&element| Item(element)))
    }
}

impl<T: SerialElement> Serialize for ArrayView<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct(NAME, FIELDS.len())?;
        fields.serialize_field("shape", self.shape())?;
        fields.serialize_field("data", &Data(*self))?;
        fields.end()
    }
}

impl<T: SerialElement> Serialize for ArrayViewMut<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
}

impl<T: SerialElement> Serialize for Array<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
}

impl<'de, T: SerialElement> Deserialize<'de> for Array<T> {
    /// Makes an array of a shape and as many elements.
    ///
    /// # Errors
    ///
    /// Those of the format, and with the text of an [`Error`](crate::Error): if there are more or
    /// fewer elements than the shape has, if no array has that shape, or if allocation fails.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct(NAME, FIELDS, ArrayVisitor(PhantomData))
    }
}

/// The name of a field.
enum Field {
    Shape,
    Data,
    Unknown,
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(FieldVisitor)
    }
}

struct FieldVisitor;

impl Visitor<'_> for FieldVisitor {
    type Value = Field;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("`shape` or `data`")
    }

    fn visit_u64<E: Error>(self, place: u64) -> Result<Field, E> {
        Ok(match place {
            0 => Field::Shape,
            1 => Field::Data,
            _ => Field::Unknown,
        })
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Field, E> {
        self.visit_bytes(name.as_bytes())
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Field, E> {
        Ok(match name {
            b"shape" => Field::Shape,
            b"data" => Field::Data,
            _ => Field::Unknown,
        })
    }
}

struct ArrayVisitor<T>(PhantomData<T>);

impl<'de, T: SerialElement> Visitor<'de> for ArrayVisitor<T> {
    type Value = Array<T>;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("an array: its shape and its elements in C order")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut fields: A) -> Result<Array<T>, A::Error> {
        let shape = fields.next_element()?.ok_or_else(|| Error::invalid_length(0, &self))?;
        let data = fields.next_element()?.ok_or_else(|| Error::invalid_length(1, &self))?;
        array(shape, data)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Array<T>, A::Error> {
        let (mut shape, mut data) = (None, None);
        while let Some(field) = fields.next_key()? {
            match field {
                Field::Shape if shape.is_some() => return Err(Error::duplicate_field("shape")),
                Field::Data if data.is_some() => return Err(Error::duplicate_field("data")),
                Field::Shape => shape = Some(fields.next_value()?),
                Field::Data => data = Some(fields.next_value()?),
                Field::Unknown => {
                    fields.next_value::<IgnoredAny>()?;
                }
            }
        }
        let shape = shape.ok_or_else(|| Error::missing_field("shape"))?;
        array(shape, data.ok_or_else(|| Error::missing_field("data"))?)
    }
}

/// Makes an array, if the shape has as many elements. What the shape says allocates nothing.
fn array<T: Element, E: Error>(shape: Vec<usize>, data: Vec<Item<T>>) -> Result<Array<T>, E> {
    let data: Vec<T> = data.into_iter().map(|item| item.0).collect();
    Array::from_vec(&shape, data).map_err(E::custom)
}
