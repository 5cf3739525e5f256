-- Views in analysts' words. They hold nothing, and are made anew whenever a store is opened by another version of
-- the program. A new kind of fact needs one view here and nothing else. What is asked for most stands first, then where
-- it is printed: `place` is what `readout show` takes.

create view documents as
select d.published, d.outlet, d.title, d.author, d.original_outlet, d.aggregator,
    d.published_from as day_found, d.published_in as day_found_in, d.published_sureness as day_is, d.modified, d.crawled,
    d.language, d.url, d.canonical_url, d.path, d.extractor, d.bytes_hash, d.text_hash, d.added, d.id, d.document
from document d;

create view who_said_what as
select d.published, f.fields ->> '$.speaker' as speaker,
    (select group_concat(substr(d.text, (p.value ->> 0) + 1, (p.value ->> 1) - (p.value ->> 0)), ' … ')
        from json_each(f.fields, '$.content') p) as words,
    f.fields ->> '$.kind' as quotation, f.fields ->> '$.stance' as stance,
    substr(d.text, (f.fields ->> '$.source[0]') + 1, (f.fields ->> '$.source[1]') - (f.fields ->> '$.source[0]'))
        as speaker_as_printed,
    f.fields ->> '$.venue' as venue, f.fields ->> '$.addressee' as addressee, f.fields ->> '$.when' as said,
    d.outlet, d.title as document_title, d.url, d.id || ':' || f.starts || '-' || f.ends as place, f.fact, f.document
from fact f join document d using (document)
where f.kind = 'statements';

-- A value is a number where it stays the same digit for digit, so that it sorts as one.
create view figures as
select f.fields ->> '$.measure' as measure,
    iif(cast(cast(f.fields ->> '$.value' as numeric) as text) = f.fields ->> '$.value',
        cast(f.fields ->> '$.value' as numeric), f.fields ->> '$.value') as value,
    f.fields ->> '$.high' as up_to, f.fields ->> '$.unit' as unit, nullif(f.fields ->> '$.bound', '=') as bound,
    f.fields ->> '$.change' as change, coalesce(f.fields ->> '$.period', f.fields ->> '$.as_of') as period,
    iif(f.fields ->> '$.claimant' = 'text', 'the text itself', f.fields ->> '$.claimant') as claimed_by,
    (select group_concat(o.value, ', ') from json_each(f.fields, '$.of') o) as concerning,
    f.fields ->> '$.status' as status, substr(d.text, f.starts + 1, f.ends - f.starts) as words,
    d.published, d.outlet, d.title as document_title, d.url, d.id || ':' || f.starts || '-' || f.ends as place,
    f.fact, f.document
from fact f join document d using (document)
where f.kind = 'figures' and f.fields ->> '$.role' = 'statistic';

-- One row for each report of each value, where a figure has more than one report.
create view figures_compared as
select e.title as measure, e.verdict,
    iif(cast(cast(v.value ->> '$.value' as numeric) as text) = v.value ->> '$.value',
        cast(v.value ->> '$.value' as numeric), v.value ->> '$.value') as value,
    v.value ->> '$.unit' as unit, coalesce(v.value ->> '$.period', v.value ->> '$.as_of') as period,
    iif(v.value ->> '$.claimant' = 'text', 'the text itself', v.value ->> '$.claimant') as claimed_by,
    substr(d.text, (r.value ->> '$.at[0][0]') + 1, (r.value ->> '$.at[0][1]') - (r.value ->> '$.at[0][0]')) as words,
    d.outlet, d.published, d.title as document_title, e.fields ->> '$.independent' as independent_sources, e.note, d.url,
    d.id || ':' || (r.value ->> '$.at[0][0]') || '-' || (r.value ->> '$.at[0][1]') as place, e.entry, d.document
from entry e join json_each(e.fields, '$.values') v join json_each(v.value, '$.reports') r
    join document d on d.id = r.value ->> '$.doc'
where e.kind = 'figures' and e.verdict != 'single';

-- What happened, was agreed or said on a day that the text gives; the day of publication is never put in its place.
create view timeline as
select coalesce(f.fields ->> '$.date', f.fields ->> '$.when', f.fields ->> '$.from', f.fields ->> '$.time') as day,
    case f.kind
        when 'events' then f.fields ->> '$.type'
        when 'agreements' then 'agreement ' || coalesce(f.fields ->> '$.status', '')
        when 'statements' then 'said by ' || coalesce(f.fields ->> '$.speaker', 'somebody')
        else f.fields ->> '$.relation' end as what,
    coalesce(f.fields ->> '$.subject' || ', ' || (f.fields ->> '$.object'), f.fields ->> '$.title', (select group_concat(p.value ->> '$.name', ', ')
        from json_each(f.fields, '$.participants') p)) as who_or_which,
    f.fields ->> '$.certainty' as certainty,
    (select group_concat(substr(d.text, (p.value ->> 0) + 1, (p.value ->> 1) - (p.value ->> 0)), ' … ')
        from json_each(coalesce(f.fields -> '$.content', f.fields -> '$.at')) p) as words,
    d.outlet, d.published, d.title as document_title, d.url, d.id || ':' || f.starts || '-' || f.ends as place,
    f.kind, f.fact, f.document
from fact f join document d using (document)
where f.kind in ('events', 'agreements', 'relations', 'statements') and day is not null;

create view events as
select f.fields ->> '$.date' as day, f.fields ->> '$.type' as type,
    (select group_concat(p.value ->> '$.name' || ' (' || (p.value ->> '$.role') || ')', ', ')
        from json_each(f.fields, '$.participants') p) as participants,
    f.fields ->> '$.certainty' as certainty, f.fields ->> '$.place' as happened_in, f.fields ->> '$.plover' as plover,
    (select group_concat(substr(d.text, (p.value ->> 0) + 1, (p.value ->> 1) - (p.value ->> 0)), ' … ')
        from json_each(f.fields, '$.at') p) as words,
    d.outlet, d.published, d.title as document_title, d.url, d.id || ':' || f.starts || '-' || f.ends as place,
    f.fact, f.document
from fact f join document d using (document)
where f.kind = 'events';

create view agreements as
select f.fields ->> '$.title' as agreement, f.fields ->> '$.status' as status, f.fields ->> '$.date' as day,
    f.fields ->> '$.until' as until,
    (select group_concat(p.value, ', ') from json_each(f.fields, '$.parties') p) as parties,
    (select group_concat(p.value, ', ') from json_each(f.fields, '$.signers') p) as signers,
    (select group_concat(substr(d.text, (p.value ->> 0) + 1, (p.value ->> 1) - (p.value ->> 0)), ' … ')
        from json_each(f.fields, '$.at') p) as words,
    d.outlet, d.published, d.title as document_title, d.url, d.id || ':' || f.starts || '-' || f.ends as place,
    f.fact, f.document
from fact f join document d using (document)
where f.kind = 'agreements';

create view relations as
select f.fields ->> '$.subject' as who, f.fields ->> '$.relation' as relation, f.fields ->> '$.object' as what,
    f.fields ->> '$.of' as "of", coalesce(f.fields ->> '$.from', f.fields ->> '$.time') as since,
    f.fields ->> '$.to' as until, substr(d.text, f.starts + 1, min(f.ends - f.starts, 300)) as words,
    d.outlet, d.published, d.title as document_title, d.url, d.id || ':' || f.starts || '-' || f.ends as place,
    f.fact, f.document
from fact f join document d using (document)
where f.kind = 'relations';

create view disagreements as
select c.title as disagreement, c.fields ->> '$.severity' as severity,
    iif(f.fields ->> '$.claimant' = 'text', 'the text itself',
        coalesce(f.fields ->> '$.claimant', f.fields ->> '$.speaker')) as according_to,
    substr(d.text, r.starts + 1, min(r.ends - r.starts, 300)) as words,
    d.outlet, d.published, d.title as document_title, c.kind, d.url,
    d.id || ':' || r.starts || '-' || r.ends as place, c.conflict, r.fact, r.document
from conflict c join conflict_report r using (conflict) join document d using (document)
    left join fact f on f.fact = r.fact;

create view sources as
select coalesce(d.outlet, '(not named)') as outlet, count(*) as documents, min(d.published) as first_day,
    max(d.published) as last_day, count(distinct p.story) as stories,
    sum(json_array_length(p.fields, '$.copies') > 0) as with_copies,
    sum((select count(*) from fact f where f.document = d.document and f.kind = 'statements')) as statements,
    sum((select count(*) from fact f where f.document = d.document and f.kind = 'figures'
        and f.fields ->> '$.role' = 'statistic')) as figures,
    sum((select count(*) from fact f where f.document = d.document and f.kind = 'events')) as events
from document d left join place p using (document)
group by 1;

create view names as
select f.fields ->> '$.name' as name, f.fields ->> '$.class' as class, count(*) as documents,
    sum(json_array_length(f.fields, '$.at')) as mentions, min(d.published) as first_day, max(d.published) as last_day
from fact f join document d using (document)
where f.kind = 'names'
group by 1, 2;
