-- Views in analysts' words. They hold nothing, and are made anew whenever a store is opened by another version of
-- the program. A new kind of fact needs one view here and nothing else.

create view who_said_what as
select f.fact, d.published, f.fields ->> '$.speaker' as speaker, f.fields ->> '$.source' is not null as is_named,
    substr(d.text, f.starts + 1, f.ends - f.starts) as words, f.fields ->> '$.kind' as how,
    f.fields ->> '$.venue' as venue, f.fields ->> '$.addressee' as addressee, f.fields ->> '$.when' as said,
    d.outlet, d.title, d.url, d.id || ':' || f.starts || '-' || f.ends as place, f.document
from fact f join document d using (document)
where f.kind = 'statements';

create view figures as
select f.fact, f.fields ->> '$.measure' as measure, f.fields ->> '$.value' as value, f.fields ->> '$.high' as high,
    f.fields ->> '$.unit' as unit, f.fields ->> '$.change' as change,
    coalesce(f.fields ->> '$.period', f.fields ->> '$.as_of') as period, f.fields ->> '$.claimant' as claimant,
    f.fields ->> '$.of' as of, substr(d.text, f.starts + 1, f.ends - f.starts) as words,
    d.published, d.outlet, d.title, d.url, d.id || ':' || f.starts || '-' || f.ends as place, f.document
from fact f join document d using (document)
where f.kind = 'figures' and f.fields ->> '$.role' = 'statistic';

create view figures_compared as
select e.entry, e.title as measure, e.verdict, v.value ->> '$.value' as value, v.value ->> '$.unit' as unit,
    coalesce(v.value ->> '$.period', v.value ->> '$.as_of') as period, v.value ->> '$.claimant' as claimant,
    json_array_length(v.value, '$.reports') as reports, e.fields ->> '$.independent' as independent_sources, e.note
from entry e join json_each(e.fields, '$.values') v
where e.kind = 'figures' and e.verdict != 'single';

create view timeline as
select coalesce(f.fields ->> '$.date', f.fields ->> '$.when', f.fields ->> '$.period', f.fields ->> '$.as_of',
        f.fields ->> '$.time') as day,
    f.kind, substr(d.text, f.starts + 1, min(f.ends - f.starts, 300)) as words, d.published, d.outlet, d.title, d.url,
    d.id || ':' || f.starts || '-' || f.ends as place, f.fact, f.document
from fact f join document d using (document)
where day is not null;

create view events as
select f.fact, f.fields ->> '$.date' as day, f.fields ->> '$.type' as type, f.fields ->> '$.certainty' as certainty,
    f.fields ->> '$.place' as place_name, f.fields ->> '$.participants' as participants,
    f.fields ->> '$.plover' as plover, substr(d.text, f.starts + 1, min(f.ends - f.starts, 300)) as words,
    d.published, d.outlet, d.title, d.url, d.id || ':' || f.starts || '-' || f.ends as place, f.document
from fact f join document d using (document)
where f.kind = 'events';

create view agreements as
select f.fact, f.fields ->> '$.title' as agreement, f.fields ->> '$.parties' as parties,
    f.fields ->> '$.signers' as signers, f.fields ->> '$.date' as day, f.fields ->> '$.status' as status,
    substr(d.text, f.starts + 1, min(f.ends - f.starts, 300)) as words,
    d.published, d.outlet, d.title, d.url, d.id || ':' || f.starts || '-' || f.ends as place, f.document
from fact f join document d using (document)
where f.kind = 'agreements';

create view relations as
select f.fact, f.fields ->> '$.subject' as subject, f.fields ->> '$.relation' as relation,
    f.fields ->> '$.object' as object, f.fields ->> '$.time' as time,
    substr(d.text, f.starts + 1, min(f.ends - f.starts, 300)) as words,
    d.published, d.outlet, d.title, d.url, d.id || ':' || f.starts || '-' || f.ends as place, f.document
from fact f join document d using (document)
where f.kind = 'relations';

create view disagreements as
select c.conflict, c.kind, c.title as disagreement, c.fields ->> '$.severity' as severity, substr(d.text, r.starts + 1, min(r.ends - r.starts, 300)) as words,
    d.published, d.outlet, d.title, d.url, d.id || ':' || r.starts || '-' || r.ends as place, r.fact, r.document
from conflict c join conflict_report r using (conflict) join document d using (document);

create view sources as
select coalesce(d.outlet, '') as outlet, count(*) as documents, min(d.published) as first_day,
    max(d.published) as last_day, count(distinct p.story) as stories,
    sum(json_array_length(p.fields, '$.copies') > 0) as copied,
    sum((select count(*) from fact f where f.document = d.document and f.kind = 'statements')) as statements,
    sum((select count(*) from fact f where f.document = d.document and f.kind = 'figures')) as figures
from document d left join place p using (document)
group by 1;

create view names as
select f.fields ->> '$.name' as name, f.fields ->> '$.class' as class, count(*) as documents,
    sum(json_array_length(f.fields, '$.at')) as mentions, min(d.published) as first_day, max(d.published) as last_day
from fact f join document d using (document)
where f.kind = 'names'
group by 1, 2;
