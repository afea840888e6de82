//! The API as it is described, and answers checked by that.

use serde_json::{Value, json};

use crate::stage::{Page, Wall};

/// What users of the API go by, beside the content.
const HEADERS: [&str; 7] =
    ["ETag", "Link", "Location", "Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"];

/// The description, and what checks answers by it.
pub struct Contract(Value);

impl Contract {
    pub async fn of(wall: &Wall) -> Self {
        let page = wall.get("/api/v1/openapi.json").await;
        assert_eq!((page.status, page.header("content-type")), (200, "application/json"));
        Self(page.json())
    }

    /// The paths that are described.
    pub fn paths(&self) -> impl Iterator<Item = &String> {
        self.0["paths"].as_object().expect("paths").keys()
    }

    /// Fails unless the answer to `path` has the headers that are described, and of those that matter no others; how the
    /// answer is described.
    #[track_caller]
    pub fn says(&self, path: &str, page: &Page) -> &Value {
        let described = &self.0["paths"][path]["get"]["responses"][page.status.to_string()];
        assert!(described.is_object(), "{path} isn't said to answer {}: {}", page.status, page.body);
        for name in HEADERS {
            let (described, answered) = (&described["headers"][name], page.header(&name.to_lowercase()));
            // The last part of a list leads nowhere.
            let is_due = described.is_object() && (name != "Link" || page.json()["next"].is_string());
            assert_eq!(is_due, !answered.is_empty(), "{path}, {}: {name}: {answered:?}", page.status);
            if is_due && described["schema"]["type"] == "integer" {
                answered.parse::<u32>().unwrap_or_else(|error| panic!("{name}: {answered}: {error}"));
            }
        }
        described
    }

    /// Fails unless the answer to `path`, as the description calls it, is one that is described.
    #[track_caller]
    pub fn holds(&self, path: &str, page: &Page) {
        let described = self.says(path, page);
        let media = page.header("content-type");
        let schema = &described["content"][media]["schema"];
        assert!(schema.is_object(), "{path} isn't said to answer {} with {media}", page.status);
        let whole = json!({ "allOf": [schema], "components": self.0["components"] });
        let validator = jsonschema::options().should_validate_formats(true).build(&whole).expect("a schema");
        let answer = page.json();
        let faults: Vec<String> = validator
            .iter_errors(&answer)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{path}:\n{}\n{}", faults.join("\n"), page.body);
    }
}
