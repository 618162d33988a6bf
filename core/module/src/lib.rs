//! The plug that every engine and module fits: a manifest of static facts, and a registrar that takes what it brings.
//! Modules never meet each other here; they meet in the ports and hook points that the contract defines.

mod hooks;
mod manifest;
mod platform;
mod ports;
mod registrar;
mod settings;
mod states;

pub use hooks::{Answers, Hook, HookFault, Hooks};
pub use kontor_words::{Sentence, Texts, Value, Words, words};
pub use manifest::{Manifest, PermissionSpec, Zone};
pub use platform::Platform;
pub use ports::Ports;
pub use registrar::{Boot, Module, Parts, Registrar};
pub use settings::{SettingsError, SettingsSchema};
pub use states::{ModuleState, Modules};
