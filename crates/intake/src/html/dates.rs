//! The days of publication and of change that a page names, the surest place first.

use super::linked_data::Said;
use crate::day;
use readout::document::Place;
use readout::document::address::day_in;
use trafilatura::dom::{Document, NodeId};

/// Days and the places of the page that name them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Days {
    pub published: Option<(String, Place)>,
    pub modified: Option<(String, Place)>,
}

/// Names of `<meta>` fields for the day of publication, lower case: what the page's makers declare to others.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "article:published",
    "article.published",
    "og:published_time",
    "og:article:published_time",
    "og:pubdate",
    "datepublished",
    "date_published",
    "date-published",
    "datepublication",
    "publication_date",
    "publication-date",
    "publicationdate",
    "publish_date",
    "publish-date",
    "publishdate",
    "publishdatetime",
    "published_time",
    "published-date",
    "published",
    "publishtime",
    "publish_time",
    "pubdate",
    "pub_date",
    "parsely-pub-date",
    "sailthru.date",
    "bt:pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "dc.created",
    "dc.date.publication",
    "dc.date",
    "dcsext.articlefirstpublished",
    "originalpublicationdate",
    "article_date_original",
    "article:post_date",
    "article:create_date",
    "citation_date",
    "citation_publication_date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "rnews:datepublished",
    "shareaholic:article_published_time",
    "vr:published_time",
    "gentime",
    "creationdate",
    "datecreated",
    "date_created",
    "created",
    "release_date",
    "prism.publicationdate",
    "rbpubdate",
    "weibo: article:create_at",
    "eomportal-lastupdate",
    "iso-8601-publish-date",
    "twt-published-at",
    "displaydate",
    "date",
];
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "article:modified",
    "datemodified",
    "date_modified",
    "lastmodified",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "utime",
    "revision_date",
    "updated_time",
];
/// Class names and ids of elements that hold the day of publication, in the order of how sure they are.
const VISIBLE: &[&str] = &[
    "[itemprop='datePublished']",
    "[itemprop='dateCreated']",
    "[pubdate]",
    "[property='datePublished']",
    "[data-published]",
    "[data-datetime]",
    "abbr.published",
    "time.entry-date.published",
    "time.published",
    ".published time",
    "time.entry-date",
    "header time[datetime]",
    "article time[datetime]",
    "time[datetime]",
];

pub fn of(dom: &Document, said: &Said, url: Option<&str>) -> Days {
    let read = |list: &[String]| Some((list.iter().find_map(|d| day::of(d))?, Place::LinkedData));
    let fields = |names: &[&str]| Some((meta(dom, names)?, Place::Meta));
    let published = read(&said.published)
        .or_else(|| fields(PUBLISHED))
        .or_else(|| Some((visible(dom)?, Place::Element)))
        .or_else(|| Some((day_in(url?)?.to_string(), Place::Url)));
    let modified = read(&said.modified).or_else(|| fields(MODIFIED));
    Days { published, modified }
}

fn meta(dom: &Document, names: &[&str]) -> Option<String> {
    let mut fields: Vec<(usize, String)> = vec![];
    for element in dom.get_elements_by_tag_name(dom.root(), "meta") {
        let named = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|a| dom.get_attribute(element, a));
        let Some(name) = named.map(|n| n.trim().to_ascii_lowercase()) else { continue };
        let Some(rank) = names.iter().position(|n| *n == name) else { continue };
        let value = dom.get_attribute(element, "content").or_else(|| dom.get_attribute(element, "datetime"));
        fields.extend(value.map(|v| (rank, v)));
    }
    fields.sort_by_key(|(rank, _)| *rank);
    fields.iter().find_map(|(_, value)| day::of(value))
}

fn visible(dom: &Document) -> Option<String> {
    VISIBLE.iter().find_map(|s| dom.query_selector_all(dom.root(), s).into_iter().find_map(|e| of_element(dom, e)))
}

fn of_element(dom: &Document, element: NodeId) -> Option<String> {
    const PLACES: &[&str] = &["datetime", "content", "title", "data-published", "data-datetime"];
    let noted = PLACES.iter().filter_map(|a| dom.get_attribute(element, a)).find_map(|v| day::of(&v));
    noted.or_else(|| day::of(&dom.text_content(element)))
}
