//! The values of a statement, for either database.

use sqlx::Arguments;
use sqlx::encode::Encode;
use sqlx::types::Type;

/// The value of a parameter such as `$1`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value<'a> {
    Int(i64),
    Bytes(&'a [u8]),
    Text(&'a str),
}

/// Converts the values to the form of one database, in order.
pub(super) fn arguments<'a, A>(values: &[Value<'a>]) -> Result<A, sqlx::Error>
where
    A: Arguments,
    i64: Encode<'a, A::Database> + Type<A::Database>,
    &'a [u8]: Encode<'a, A::Database> + Type<A::Database>,
    &'a str: Encode<'a, A::Database> + Type<A::Database>,
{
    let mut arguments = A::default();
    for value in values {
        let added = match *value {
            Value::Int(value) => arguments.add(value),
            Value::Bytes(value) => arguments.add(value),
            Value::Text(value) => arguments.add(value),
        };
        added.map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}
