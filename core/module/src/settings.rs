//! A module's settings for one tenant: JSON checked against the schema in its manifest.
//! What does not fit is refused field by field, and the old settings stay.

use kontor_contract::FieldFault;
use thiserror::Error;

/// Why settings were refused.
#[derive(Debug, Error)]
pub enum SettingsError {
    /// The module has nothing to set.
    #[error("this module has no settings")]
    NoSettings,
    /// The schema in the manifest cannot be used: a mistake of the module's author.
    #[error("the settings schema cannot be used: {0}")]
    BadSchema(String),
    /// Fields do not fit.
    #[error("some settings cannot be taken")]
    Fields(Vec<FieldFault>),
}

/// A schema that settings are checked against.
pub struct SettingsSchema {
    schema: Option<serde_json::Value>,
}

impl SettingsSchema {
    /// From a manifest.
    #[must_use]
    pub fn of(manifest: &crate::Manifest) -> Self {
        Self { schema: manifest.settings.map(|schema| schema()) }
    }

    /// The JSON Schema.
    #[must_use]
    pub fn json(&self) -> Option<&serde_json::Value> {
        self.schema.as_ref()
    }

    /// Checks settings.
    pub fn check(&self, settings: &serde_json::Value) -> Result<(), SettingsError> {
        let Some(schema) = &self.schema else {
            let is_empty = settings.as_object().is_some_and(serde_json::Map::is_empty);
            return if is_empty { Ok(()) } else { Err(SettingsError::NoSettings) };
        };
        let validator =
            jsonschema::validator_for(schema).map_err(|cause| SettingsError::BadSchema(cause.to_string()))?;
        let faults: Vec<FieldFault> = validator
            .iter_errors(settings)
            .map(|error| FieldFault {
                pointer: format!("/settings{}", error.instance_path()),
                code: "module.bad_setting",
                detail: error.to_string().into(),
            })
            .collect();
        if faults.is_empty() { Ok(()) } else { Err(SettingsError::Fields(faults)) }
    }
}
