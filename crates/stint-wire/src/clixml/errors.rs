//! What is wrong with a text that should be CLIXML, or with a value that should become it.

/// Why CLIXML could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClixmlError {
    /// Not well-formed XML.
    #[error("the XML is not well formed at byte {0}: {1}")]
    Xml(usize, &'static str),
    /// An element where it does not belong.
    #[error("{0} XML tag is not recognized.")]
    Tag(String),
    /// A primitive whose text does not fit its type.
    #[error("{text} is no {tag}")]
    Primitive {
        /// The element.
        tag: &'static str,
        /// Its text.
        text: String,
    },
    /// An attribute that must be there.
    #[error("the {0} attribute is missing")]
    Attribute(&'static str),
    /// A reference to something that was not there.
    #[error("no object has the reference id {0}")]
    Reference(String),
    /// A dictionary's entry without key or value, or with a null key.
    #[error("a dictionary entry is malformed")]
    DictionaryEntry,
    /// Too many levels.
    #[error("Serialized XML is nested too deeply.")]
    TooDeep,
    /// A secure string, which is neither read nor written.
    #[error("secure strings are not supported in remoting")]
    SecureString,
}
