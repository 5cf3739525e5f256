-- What is kept so that the record of a large store is made again only where something changed.

-- What a document is compared by with all others. `stamp` is the hash of its text, of what came with it and of its grammar.
create table outline (
    document integer primary key references document (document) on delete cascade,
    rules text not null,
    stamp blob not null,
    seen blob not null
) strict;

-- The part of the record that one story gives; `stamp` is the hash of all that it was made of, and none where a document
-- was read again since.
create table part (part integer primary key, stamp blob unique) strict;

-- Its lists as `readout record` prints them.
create table part_list (
    part integer not null references part (part) on delete cascade,
    name text not null,
    packed blob not null,
    primary key (part, name)
) strict, without rowid;

alter table entry add column part integer references part (part) on delete cascade;
create index entry_by_part on entry (part) where part is not null;
alter table conflict add column part integer references part (part) on delete cascade;
create index conflict_by_part on conflict (part) where part is not null;

-- The hash of what stands in the row of an entity and in those of its reports.
alter table entity add column stamp blob;

create trigger kept_no_more after update on document begin
    delete from outline where document = new.document;
    update part set stamp = null where part in (
        select part from report join entry using (entry) where document = new.document
        union select part from conflict_report join conflict using (conflict) where document = new.document
    );
end;
