//! What a method and a path ask for, as far as the lint cares; and the path as the description
//! writes it.

/// What a request is about, for the rules of the lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// `POST /channels/{c}/messages`.
    NewMessage,
    /// `PATCH /channels/{c}/messages/{m}`.
    EditedMessage,
    /// `POST /webhooks/{a}/{t}`: a follow-up, or a channel webhook's message.
    HookMessage,
    /// `PATCH /webhooks/{a}/{t}/messages/{m}`, `@original` too.
    EditedHookMessage,
    /// `POST /interactions/{i}/{t}/callback`.
    Callback,
    /// `POST` of one command.
    NewCommand {
        /// For every server, not for one.
        global: bool,
    },
    /// `PATCH` of one command: what is absent stays.
    EditedCommand {
        /// For every server, not for one.
        global: bool,
    },
    /// `PUT` of all commands.
    AllCommands {
        /// For every server, not for one.
        global: bool,
    },
    /// `POST /channels/{c}/threads` or `…/messages/{m}/threads`; a forum's post has a `message`.
    NewThread,
    /// Anything else.
    Other,
}

/// The path without query, without `/api` and without a version: `/channels/1/messages`.
pub(super) fn bare(path: &str) -> &str {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = strip_segment(path, |segment| segment == "api");
    strip_segment(path, |segment| {
        segment
            .strip_prefix('v')
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

fn strip_segment(path: &str, matches: impl Fn(&str) -> bool) -> &str {
    let Some(rest) = path.strip_prefix('/') else { return path };
    let end = rest.find('/').unwrap_or(rest.len());
    if matches(&rest[..end]) { &rest[end..] } else { path }
}

/// What the request is about.
pub(super) fn target(method: &str, path: &str) -> Target {
    let mut segments = [""; 8];
    let mut count = 0;
    for segment in bare(path).split('/').skip(1) {
        let Some(slot) = segments.get_mut(count) else { return Target::Other };
        *slot = segment;
        count += 1;
    }
    let is = |wanted: &str| method.eq_ignore_ascii_case(wanted);
    match &segments[..count] {
        ["channels", _, "messages"] if is("POST") => Target::NewMessage,
        ["channels", _, "messages", _] if is("PATCH") => Target::EditedMessage,
        ["channels", _, "threads"] | ["channels", _, "messages", _, "threads"] if is("POST") => {
            Target::NewThread
        }
        ["webhooks", _, _] if is("POST") => Target::HookMessage,
        ["webhooks", _, _, "messages", _] if is("PATCH") => Target::EditedHookMessage,
        ["interactions", _, _, "callback"] if is("POST") => Target::Callback,
        ["applications", _, "commands"] => commands(method, true),
        ["applications", _, "guilds", _, "commands"] => commands(method, false),
        ["applications", _, "commands", _] if is("PATCH") => Target::EditedCommand { global: true },
        ["applications", _, "guilds", _, "commands", id] if is("PATCH") && *id != "permissions" => {
            Target::EditedCommand { global: false }
        }
        _ => Target::Other,
    }
}

fn commands(method: &str, global: bool) -> Target {
    if method.eq_ignore_ascii_case("PUT") {
        Target::AllCommands { global }
    } else if method.eq_ignore_ascii_case("POST") {
        Target::NewCommand { global }
    } else {
        Target::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefix_version_and_query_do_not_matter() {
        for path in [
            "/channels/1/messages",
            "/api/channels/1/messages",
            "/v10/channels/1/messages",
            "/api/v10/channels/1/messages",
            "/api/v9/channels/1/messages?limit=3",
        ] {
            assert_eq!(bare(path), "/channels/1/messages", "{path}");
            assert_eq!(target("post", path), Target::NewMessage, "{path}");
        }
        assert_eq!(bare("/voice/regions"), "/voice/regions");
        assert_eq!(bare(""), "");
    }

    #[test]
    fn each_route_of_the_lint_is_known() {
        let rows = [
            ("PATCH", "/channels/1/messages/2", Target::EditedMessage),
            ("POST", "/webhooks/1/t", Target::HookMessage),
            ("PATCH", "/webhooks/1/t/messages/@original", Target::EditedHookMessage),
            ("POST", "/interactions/1/t/callback?with_response=true", Target::Callback),
            ("PUT", "/applications/1/commands", Target::AllCommands { global: true }),
            ("POST", "/applications/1/guilds/2/commands", Target::NewCommand { global: false }),
            ("PATCH", "/applications/1/commands/3", Target::EditedCommand { global: true }),
            ("GET", "/applications/1/commands", Target::Other),
            ("POST", "/channels/1/messages/2/threads", Target::NewThread),
            ("GET", "/1/2/3/4/5/6/7/8/9/10", Target::Other),
        ];
        for (method, path, expected) in rows {
            assert_eq!(target(method, path), expected, "{method} {path}");
        }
    }
}
