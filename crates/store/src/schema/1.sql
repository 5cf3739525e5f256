-- The first shape of a store. Offsets count Unicode code points of the text, the end exclusive, so that
-- substr(text, starts + 1, ends - starts) is what was printed.

-- With which rules, program and language model texts were read.
create table reading (
    reading integer primary key,
    rules text not null,
    program text not null,
    model text not null,
    name text generated always as (program || ' ' || rules) virtual,
    unique (rules, program, model)
) strict;

create table document (
    document integer primary key,
    -- The name that every output cites: a hash of the bytes, or the name that came with the text.
    id text not null unique,
    title text,
    outlet text,
    author text,
    published text,
    published_from text,
    language text,
    url text,
    path text,
    text text not null,
    -- SHA-256 of the text.
    text_hash text not null,
    -- What came with the text before it was read: what a second reading starts from.
    given text not null check (json_valid(given)),
    reading integer not null references reading (reading),
    -- Moment at which it came into this store (UTC).
    added text not null
) strict;
create index document_by_day on document (published);
create index document_by_moment on document (added);
create index document_by_outlet on document (outlet);

-- Tokens and parse as the language model gave them, so that new rules can read the text again without it.
create table grammar (
    document integer primary key references document (document) on delete cascade,
    blocks blob not null
) strict;

-- What each document says: one row a fact, of whatever kind. `fields` is the fact as `readout facts` prints it,
-- without what is empty.
create table fact (
    fact integer primary key,
    document integer not null references document (document) on delete cascade,
    kind text not null,
    id text not null,
    starts integer not null check (starts >= 0),
    ends integer not null check (ends >= starts),
    fields text not null check (json_valid(fields)),
    name text generated always as (kind || ' ' || id) virtual,
    unique (document, kind, id)
) strict;
create index fact_by_speaker on fact (fields ->> '$.speaker') where fields ->> '$.speaker' is not null;
create index fact_by_name on fact (fields ->> '$.name') where kind = 'names';
create index fact_by_measure on fact (fields ->> '$.measure') where fields ->> '$.measure' is not null;

create virtual table document_fts using fts5 (
    title, text, content="document", content_rowid="document", tokenize="porter unicode61 remove_diacritics 2"
);
create trigger document_added after insert on document begin
    insert into document_fts (rowid, title, text) values (new.document, new.title, new.text);
end;
create trigger document_removed after delete on document begin
    insert into document_fts (document_fts, rowid, title, text) values ('delete', old.document, old.title, old.text);
end;
create trigger document_changed after update of title, text on document begin
    insert into document_fts (document_fts, rowid, title, text) values ('delete', old.document, old.title, old.text);
    insert into document_fts (rowid, title, text) values (new.document, new.title, new.text);
end;

-- What all documents say together: made again from them at any time. `documents` is the hash of what it was made of.
create table record (
    record integer primary key check (record = 1),
    rules text not null,
    documents text not null
) strict;

create table entity (
    entity integer primary key,
    id text not null unique,
    class text not null,
    name text not null,
    fields text not null check (json_valid(fields))
) strict;
create index entity_by_name on entity (name);

create table entity_report (
    entity integer not null references entity (entity) on delete cascade,
    document integer not null references document (document) on delete cascade,
    spans text not null check (json_valid(spans)),
    primary key (entity, document)
) strict, without rowid;
create index entity_report_by_document on entity_report (document);

create table entry (
    entry integer primary key,
    id text not null unique,
    kind text not null,
    title text not null,
    heading text not null,
    verdict text not null,
    note text,
    fields text not null check (json_valid(fields))
) strict;
create index entry_by_kind on entry (kind, verdict);

-- Which facts an entry of the record is made of.
create table report (
    report integer primary key,
    entry integer not null references entry (entry) on delete cascade,
    document integer not null references document (document) on delete cascade,
    fact integer references fact (fact) on delete set null,
    starts integer not null check (starts >= 0),
    ends integer not null check (ends >= starts)
) strict;
create index report_by_entry on report (entry);
create index report_by_document on report (document);
create index report_by_fact on report (fact);

create table conflict (
    conflict integer primary key,
    kind text not null,
    title text not null
) strict;

create table conflict_entry (
    conflict integer not null references conflict (conflict) on delete cascade,
    entry integer not null references entry (entry) on delete cascade,
    primary key (conflict, entry)
) strict, without rowid;
create index conflict_entry_by_entry on conflict_entry (entry);

create table conflict_report (
    conflict_report integer primary key,
    conflict integer not null references conflict (conflict) on delete cascade,
    document integer not null references document (document) on delete cascade,
    fact integer references fact (fact) on delete set null,
    starts integer not null check (starts >= 0),
    ends integer not null check (ends >= starts)
) strict;
create index conflict_report_by_conflict on conflict_report (conflict);
create index conflict_report_by_document on conflict_report (document);
create index conflict_report_by_fact on conflict_report (fact);

-- A document's place among the others: its story, and where it took something from.
create table place (
    document integer primary key references document (document) on delete cascade,
    story integer not null,
    fields text not null check (json_valid(fields))
) strict;
create index place_by_story on place (story);

-- What people decided. Tied to documents and characters, not to entries, which are numbered anew with every record.
create table judgement (
    judgement integer primary key,
    document integer references document (document),
    starts integer,
    ends integer,
    title text not null,
    verdict text not null,
    who text,
    why text,
    made text not null
) strict;
create index judgement_by_document on judgement (document);

-- Addresses that are watched, and what they answered last.
create table feed (
    feed integer primary key,
    url text not null unique,
    title text,
    etag text,
    modified text,
    asked text,
    next text,
    answer text
) strict;
create table fetched (
    url text primary key,
    feed integer references feed (feed) on delete set null,
    fetched text not null,
    answer text not null
) strict, without rowid;
create index fetched_by_feed on fetched (feed);
