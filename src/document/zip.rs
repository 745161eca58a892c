//! Archives: what they hold is linted, each member under the archive's path.

use super::package::Package;
use super::{Budget, Extract, Fault, FaultCode, Held};

/// Reads the archive `bytes`: it has no text of its own.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Extract {
    let mut extract = Extract::default();
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(fault) => {
            extract.content.faults.push(fault);
            return extract;
        }
    };
    let mut names: Vec<String> = package.names().iter().filter(|name| !name.ends_with('/')).cloned().collect();
    names.sort();
    for name in names {
        if let Some(fault) = odd(&name) {
            extract.content.faults.push(fault);
        }
        match budget.member().and_then(|()| package.bytes(&name, budget)) {
            Ok(bytes) => extract.members.push(Held { name, bytes }),
            Err(fault) => {
                let over = fault.code == FaultCode::TooLarge;
                extract.content.faults.push(fault);
                if over {
                    break;
                }
            }
        }
    }
    extract
}

/// A name that would put the member outside of the folder it is unpacked into.
fn odd(name: &str) -> Option<Fault> {
    let climbs = name.split(['/', '\\']).any(|part| part == "..");
    let rooted = name.starts_with(['/', '\\']) || name.as_bytes().get(1) == Some(&b':');
    (climbs || rooted || name.contains('\0')).then(|| {
        let message = format!("the name of `{name}` leads out of the archive: whoever unpacks it may lose a file");
        Fault::new(FaultCode::Unreadable, message)
    })
}
