//! Buttons, sections, containers, media and labels. Source: components/reference.

use serde_json::{Map, Value, json};

use super::component::{MAX_PARTS, Reader, kind};
use super::embed;

impl Reader<'_> {
    pub(super) fn button(&mut self, part: &Value) {
        let style = self.errors.optional_number(part, "style", 1, 6);
        if part["style"].is_null() {
            self.errors.at("style", "BASE_TYPE_REQUIRED", "This field is required");
        }
        self.errors.optional_text(part, "label", 0, 80);
        let bare = part["label"].as_str().is_none_or(str::is_empty) && !part["emoji"].is_object();
        match style {
            Some(5) => {
                self.errors.text(part, "url", 1, 512);
                if !part["custom_id"].is_null() {
                    let text = "A custom id and url cannot both be specified";
                    self.errors.at("custom_id", "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", text);
                }
            }
            Some(6) => {
                self.errors.text(part, "sku_id", 1, 20);
            }
            Some(_) => {
                self.custom_id(part);
                if !part["url"].is_null() {
                    let text = "A custom id and url cannot both be specified";
                    self.errors.at("url", "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", text);
                }
            }
            None => {}
        }
        if bare && style.is_some_and(|style| style != 6) {
            self.errors.at(
                "label",
                "BUTTON_COMPONENT_INVALID_EMPTY",
                "A button must have a label or an emoji",
            );
        }
    }

    pub(super) fn section(&mut self, part: &Value, json: &mut Map<String, Value>) {
        let list = self.errors.optional_list(part, "components", 1, 3).unwrap_or_default();
        if part["components"].is_null() {
            self.errors.at("components", "BASE_TYPE_REQUIRED", "This field is required");
        }
        let inner = self.list(list, "components", &[kind::TEXT_DISPLAY]);
        json.insert("components".into(), Value::Array(inner));
        if part["accessory"].is_null() {
            self.errors.at("accessory", "BASE_TYPE_REQUIRED", "This field is required");
        } else {
            let beside = self
                .nested(&[], "accessory", |r| r.one(&part["accessory"], &[kind::BUTTON, kind::THUMBNAIL]));
            json.insert("accessory".into(), beside);
        }
    }

    pub(super) fn container(&mut self, part: &Value, json: &mut Map<String, Value>) {
        self.errors.optional_number(part, "accent_color", 0, 0xFF_FFFF);
        if part["components"].is_null() {
            self.errors.at("components", "BASE_TYPE_REQUIRED", "This field is required");
        }
        let list = self.errors.optional_list(part, "components", 1, MAX_PARTS).unwrap_or_default();
        let allowed = [
            kind::ACTION_ROW,
            kind::SECTION,
            kind::TEXT_DISPLAY,
            kind::MEDIA_GALLERY,
            kind::FILE,
            kind::SEPARATOR,
        ];
        let inner = self.list(list, "components", &allowed);
        json.insert("components".into(), Value::Array(inner));
        json.entry("accent_color").or_insert(Value::Null);
        json.entry("spoiler").or_insert(json!(false));
    }

    pub(super) fn gallery(&mut self, part: &Value, json: &mut Map<String, Value>) {
        let list = self.errors.optional_list(part, "items", 1, 10).unwrap_or_default();
        if part["items"].is_null() {
            self.errors.at("items", "BASE_TYPE_REQUIRED", "This field is required");
        }
        let mut items = Vec::new();
        for (index, item) in list.iter().enumerate() {
            let mut read: Map<String, Value> = item.as_object().cloned().unwrap_or_default();
            self.nested(&["items".to_owned()], index, |r| {
                r.media(item, "media", &mut read);
                r.errors.optional_text(item, "description", 1, 1024);
                read.entry("description").or_insert(Value::Null);
            });
            items.push(Value::Object(read));
        }
        json.insert("items".into(), Value::Array(items));
    }

    pub(super) fn media(&mut self, part: &Value, key: &str, json: &mut Map<String, Value>) {
        if !part[key].is_object() {
            self.errors.at(key, "BASE_TYPE_REQUIRED", "This field is required");
            return;
        }
        self.errors.within(key, |errors| embed::url(&part[key], "url", errors));
        let url = part[key]["url"].clone();
        json.insert(key.into(), json!({"url": url, "proxy_url": url, "width": null, "height": null}));
        json.entry("spoiler").or_insert(json!(false));
    }

    pub(super) fn label(&mut self, part: &Value, json: &mut Map<String, Value>) {
        self.errors.text(part, "label", 1, 45);
        self.errors.optional_text(part, "description", 1, 100);
        if part["component"].is_null() {
            self.errors.at("component", "BASE_TYPE_REQUIRED", "This field is required");
            return;
        }
        let allowed = [
            kind::STRING_SELECT,
            kind::TEXT_INPUT,
            5,
            6,
            7,
            kind::CHANNEL_SELECT,
            kind::FILE_UPLOAD,
            kind::RADIO_GROUP,
            kind::CHECKBOX_GROUP,
            kind::CHECKBOX,
        ];
        let inner = self.nested(&[], "component", |r| r.one(&part["component"], &allowed));
        json.insert("component".into(), inner);
    }
}
