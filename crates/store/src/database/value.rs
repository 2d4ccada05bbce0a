//! The values of a statement, as both databases take them.

use sqlx::Arguments;
use sqlx::encode::Encode;
use sqlx::types::Type;

/// A value for `$1`, `$2`, ...
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value<'a> {
    Int(i64),
    Bytes(&'a [u8]),
    Text(&'a str),
}

/// The values in one database's own form, in order.
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
