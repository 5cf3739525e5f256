//! `readout judge`: what people have judged is written into a file beside the articles, shown, and taken back.

use super::add::Adding;
use super::{LANGUAGE, pipeline, print, record, store};
use crate::arguments::{Filters, Input, Judging, Ruling};
use crate::{judgements, model};
use anyhow::{Context, Result, bail, ensure};
use readout::Record;
use readout::record::judged::{self, Evidence, File, Judgement, Kind};
use readout_store::Store;
use std::path::Path;

pub fn run(input: &Input, judging: &Judging) -> Result<bool> {
    if let (None, Some(path)) = (&judging.file, &input.store) {
        return in_store(path, input, judging);
    }
    let place = match &judging.file {
        Some(file) => file.clone(),
        None => {
            judgements::place(&input.paths).context("`judge` needs a file or a folder, or `--store`, or `--file`")?
        }
    };
    let mut file = judgements::read(&place)?;
    if let Some(number) = judging.ruling.undo {
        let back =
            file.remove(number).with_context(|| format!("there is no judgement {number} in `{}`", place.display()))?;
        judgements::write(&place, &file)?;
        print(&format!("taken back: {}\n", line(&back)))?;
        return Ok(true);
    }
    let (record, all_read) = record::reconciled(input, &Filters::default())?;
    if judging.ruling.list {
        print(&list(&record, &file))?;
        return Ok(all_read);
    }
    let judgement = judgement(&record, &judging.ruling, judging.reason.clone())?;
    let told = line(&judgement);
    let is_new = file.add(judgement);
    judgements::write(&place, &file)?;
    tell(is_new, &told)?;
    Ok(all_read)
}

/// The same with the judgements in the store, where the record's rows are made again.
fn in_store(path: &Path, input: &Input, judging: &Judging) -> Result<bool> {
    let mut file = Store::open(path)?.judgement_file()?;
    if judging.ruling.list {
        print(&list(&record::reconciled(input, &Filters::default())?.0, &file))?;
        return Ok(true);
    }
    if let Some(number) = judging.ruling.undo {
        let back =
            file.remove(number).with_context(|| format!("there is no judgement {number} in `{}`", path.display()))?;
        let pipeline = pipeline(&input.reading)?;
        let mut adding = Adding::to(Store::open(path)?, &pipeline)?;
        adding.unjudged(&back)?;
        store::make_small_record(&mut adding.store, &pipeline)?;
        print(&format!("taken back: {}\n", line(&back)))?;
        return Ok(true);
    }
    let (record, _) = record::reconciled(input, &Filters::default())?;
    let judgement = judgement(&record, &judging.ruling, judging.reason.clone())?;
    let pipeline = model::load(input.reading.model.as_deref(), LANGUAGE)?;
    let mut adding = Adding::to(Store::open(path)?, &pipeline)?;
    let new = adding.judged(std::slice::from_ref(&judgement))?;
    store::make_small_record(&mut adding.store, &pipeline)?;
    tell(new > 0, &line(&judgement))?;
    Ok(true)
}

fn tell(is_new: bool, told: &str) -> Result<()> {
    print(&format!("{}: {told}\n", if is_new { "written down" } else { "it is there already" }))
}

fn judgement(record: &Record, ruling: &Ruling, reason: Option<String>) -> Result<Judgement> {
    use judged::Ruling as R;
    let pair = |ids: &[String], ruling: R| -> Result<Judgement> {
        let ((kind, a), (other, b)) = (evidence(record, &ids[0])?, evidence(record, &ids[1])?);
        ensure!(kind == other, "`{}` and `{}` are not of one kind", ids[0], ids[1]);
        ensure!(ids[0] != ids[1], "`{}` is named twice", ids[0]);
        Ok(Judgement { kind, ruling, a, b, name: None, reason: None })
    };
    let mut out = match ruling {
        Ruling { same: Some(ids), .. } => pair(ids, R::Same)?,
        Ruling { different: Some(ids), .. } => pair(ids, R::Different)?,
        Ruling { split: Some(asked), .. } => split(record, &asked[0], &asked[1])?,
        Ruling { rename: Some(asked), .. } => {
            let (kind, a) = evidence(record, &asked[0])?;
            ensure!(kind == Kind::Entities, "only people, organisations and places have names: `{}` is none", asked[0]);
            Judgement { kind, ruling: R::Rename, a, b: vec![], name: Some(asked[1].clone()), reason: None }
        }
        Ruling { wrong: Some(id), .. } => {
            let (kind, a) = evidence(record, id)?;
            ensure!(kind != Kind::Entities, "`--wrong` is for statements and figures; `--split` takes a name apart");
            Judgement { kind, ruling: R::Wrong, a, b: vec![], name: None, reason: None }
        }
        _ => bail!("nothing is judged"),
    };
    ensure!(
        out.kind != Kind::Figures || out.ruling == R::Wrong,
        "figures can be judged wrong, not yet joined or parted"
    );
    out.reason = reason;
    Ok(out)
}

/// The evidence of one document on one side, that of all others on the other.
fn split(record: &Record, id: &str, document: &str) -> Result<Judgement> {
    let (kind, all) = evidence(record, id)?;
    let is_it = |d: &readout::Document| {
        let path = d.path.as_deref().unwrap_or("");
        d.id == document || path == document || Path::new(path).file_name().is_some_and(|n| n == document)
    };
    let meant = record.reports.iter().map(|r| &r.reading.document).find(|d| is_it(d));
    let meant = meant.with_context(|| format!("no document is called `{document}`"))?;
    let (b, a): (Vec<Evidence>, Vec<Evidence>) = all.into_iter().partition(|e| e.doc == meant.id);
    ensure!(!b.is_empty(), "`{document}` has no part in `{id}`");
    ensure!(!a.is_empty(), "`{id}` stands in `{document}` alone");
    Ok(Judgement { kind, ruling: judged::Ruling::Split, a, b, name: None, reason: None })
}

fn evidence(record: &Record, id: &str) -> Result<(Kind, Vec<Evidence>)> {
    judged::evidence(record, id).with_context(|| {
        format!("`{id}` is no entity, statement or figure of this record; `readout record` gives their ids")
    })
}

fn list(record: &Record, file: &File) -> String {
    let found = |j: &Judgement| {
        let known = record.judged.judgements.iter().position(|k| k == j);
        known.is_some_and(|i| record.judged.is_found(i))
    };
    let told = |(i, j): (usize, &Judgement)| {
        let gone = if found(j) { "" } else { "  (its words are gone)" };
        format!("{:>3}  {}{gone}\n", i + 1, line(j))
    };
    match &file.judgements()[..] {
        [] => "nothing was judged yet\n".into(),
        all => all.iter().enumerate().map(told).collect(),
    }
}

/// "entities same: Petrov | Petrow".
fn line(judgement: &Judgement) -> String {
    let word = |value: serde_json::Value| value.as_str().unwrap_or("").to_string();
    let (kind, ruling) = (serde_json::json!(judgement.kind), serde_json::json!(judgement.ruling));
    let first = |side: &[Evidence]| side.first().map(|e| e.words.clone());
    let sides: Vec<String> =
        [first(&judgement.a), first(&judgement.b), judgement.name.clone()].into_iter().flatten().collect();
    let reason = judgement.reason.as_ref().map(|r| format!(" ({r})")).unwrap_or_default();
    format!("{} {}: {}{reason}", word(kind), word(ruling), sides.join(" | "))
}
