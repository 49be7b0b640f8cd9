//! Bridges that the stand-in for `aws` leaves running, so that the next command of Pulumi finds one.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};

use rustix::fs::{CWD, Mode, mkfifoat};

use crate::failure::Failure;
use crate::scratch::Scratch;

/// The environment variable in which the stand-in looks for them.
const VARIABLE: &str = "AWS_PLUGIN_KEPT";

/// A folder in which the stand-in finds bridges of one account. They end when this is dropped, or with this process.
#[derive(Debug)]
pub struct Bridges {
    /// They run until nobody has it open any more.
    _tether: File,
    folder: Scratch,
}

impl Bridges {
    /// A folder without bridges.
    ///
    /// # Errors
    ///
    /// A failure if files cannot be made.
    pub fn none() -> Result<Self, Failure> {
        let folder = Scratch::new("bridges")?;
        let pipe = folder.path().join("tether");
        mkfifoat(CWD, &pipe, Mode::RUSR | Mode::WUSR)?;
        // A pipe that is open for reading, too, does not wait for a reader.
        let tether = OpenOptions::new().read(true).write(true).open(pipe)?;
        Ok(Self { _tether: tether, folder })
    }

    /// What Pulumi has to have in its environment.
    pub fn variable(&self) -> (OsString, OsString) {
        (VARIABLE.into(), self.folder.path().into())
    }
}
