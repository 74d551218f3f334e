//! Files that are made in the page and given to the reader.

use dealerscope_core::answer::Table;
use dealerscope_core::export;
use gloo::utils::document;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::format::digits;

/// Saves a table as CSV, with the mark that spreadsheets know UTF-8 by.
pub fn save_csv(table: &Table) {
    let mut bytes = b"\xEF\xBB\xBF".to_vec();
    bytes.extend(export::csv_by(table, digits).into_bytes());
    save(&format!("{}.csv", table.id), "text/csv;charset=utf-8", &bytes);
}

/// Saves bytes as a file of this name and kind.
pub fn save(name: &str, kind: &str, bytes: &[u8]) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &options) else { return };
    let Ok(url) = Url::create_object_url_with_blob(&blob) else { return };
    if let Ok(link) = document().create_element("a") {
        let link: HtmlAnchorElement = link.unchecked_into();
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // The browser has taken the bytes over by now.
    let _ = Url::revoke_object_url(&url);
}
