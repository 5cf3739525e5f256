-- Counts whatever changes the documents or what people judged of them, so that it is known at once whether the record
-- is still theirs.
create table change (change integer primary key check (change = 1), count integer not null) strict;
insert into change (change, count) values (1, 0);
create trigger change_by_new after insert on document begin update change set count = count + 1; end;
create trigger change_by_removal after delete on document begin update change set count = count + 1; end;
create trigger change_by_reading after update on document begin update change set count = count + 1; end;

-- Rules are named by a hash for each kind of fact: too long for a label.
alter table reading drop column name;
alter table reading add column name text generated always as (program || ' with ' || model) virtual;

-- What is read again mostly keeps its words, and its words their index.
drop trigger document_changed;
create trigger document_changed after update of title, text on document
when (old.title, old.text) is not (new.title, new.text) begin
    insert into document_fts (document_fts, rowid, title, text) values ('delete', old.document, old.title, old.text);
    insert into document_fts (rowid, title, text) values (new.document, new.title, new.text);
end;

-- What people judged, as `readout judge` writes it down: tied to documents and words, so that it stays true when the
-- record is numbered anew. `line` is the judgement as it stands in a file of judgements.
drop table judgement;
create table judgement (
    judgement integer primary key,
    title text not null,
    kind text not null,
    ruling text not null,
    reason text,
    made text not null,
    line text not null unique check (json_valid(line))
) strict;
create table judged (
    judged integer primary key,
    judgement integer not null references judgement (judgement) on delete cascade,
    side text not null check (side in ('a', 'b')),
    document integer references document (document) on delete set null,
    words text not null,
    sentence text
) strict;
create index judged_by_judgement on judged (judgement);
create index judged_by_document on judged (document);
create trigger change_by_judgement after insert on judgement begin update change set count = count + 1; end;
create trigger change_by_undoing after delete on judgement begin update change set count = count + 1; end;

-- Who spoke in which document, and who gives its figures, for what is asked by person, topic or day.
create index statement_by_document on fact (document, fields ->> '$.speaker')
where kind = 'statements' and fields ->> '$.speaker' is not null;
create index figure_by_document on fact (document, fields ->> '$.claimant')
where kind = 'figures' and fields ->> '$.claimant' != 'text';
