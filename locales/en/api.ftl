### The API: its guide, and what it says when it can't answer.

api-title = The API
api-lead = What this wall shows, as JSON for your own site and tools: companies, groups, thanks, the leaderboard and help wanted. It is read-only, needs no sign-up, and may be read from any site.
api-try = Try it
api-example-partners = The first companies by name:
api-example-awards = The newest thanks:
api-example-leaderboard = The groups that gave the most:
api-described = All of it is described for tools (OpenAPI 3.1):
api-paths = What can be asked
api-parameters = Parameters:
api-path-program = The program: its tiers, and what companies are thanked for.
api-path-partners = Companies by name.
api-path-partners-slug = A company: points, contributions, groups that it helped, talks free of a sales pitch, applause, points by month.
api-path-groups = Groups by name.
api-path-groups-slug = A group.
api-path-awards = Thanks, newest first.
api-path-leaderboard = Companies that got the most points, or groups that gave the most.
api-path-requests = Help wanted, what ends first first.
api-parts = Lists come in parts
api-parts-text = A part has { $usual } lines, or as many as you ask for with “limit” ({ $most } at most). Hand its “next” back as “cursor” to get what follows; at the end “next” is null. What is new meanwhile neither doubles nor skips a line; on the leaderboard alone a line whose points change meanwhile may move between parts.
api-pace = How often you may ask
api-pace-text = { $limit } requests a minute are answered for an address. Each answer says in RateLimit-Remaining how many are left. When none is, the answer is 429, and Retry-After says in how many seconds to ask again.
api-etag-text = Answers change seldom. Send the ETag of the last one back as If-None-Match: if nothing has changed, the answer is 304 and empty.
api-problems = When it doesn't work
api-problems-text = A problem is told as RFC 9457 has it: “title” and “detail” are for people, “type” is for programs, and “errors” names each parameter that isn't right. Send Accept-Language to choose the language.
api-persons = No person is in it
api-persons-text = Groups thank companies. Reasons and requests are shown as they were written; who wrote them is in no answer, and what somebody has erased is gone from here as well. Companies and groups that aren't on the wall aren't here either; a company's totals count what such groups gave it all the same, without naming them.

api-problem-parameters = Something in the request isn't right
api-problem-parameters-detail = Mend what “errors” names, and ask again.
api-problem-parameters-meaning = A parameter isn't known, is there twice, or has a value that can't be. “errors” names each with what to give instead.
api-problem-not-found = There is no such thing
api-problem-not-found-detail = The address may be mistyped, or who was here isn't on the wall any more. The lists have all there are.
api-problem-not-found-meaning = The address may be mistyped, or who was here isn't on the wall any more.
api-problem-method = This is for reading only
api-problem-method-detail = Ask with GET or HEAD.
api-problem-method-meaning = Only GET and HEAD are answered, and OPTIONS for browsers.
api-problem-pace = Too many requests
api-problem-pace-detail = Ask again in { $seconds ->
    [one] a second
   *[other] { $seconds } seconds
}.
api-problem-pace-meaning = More was asked from your address than is answered in a minute. Retry-After says how long to wait.
api-problem-trouble = This can't be answered now
api-problem-trouble-detail = It isn't your request. Ask again in { $seconds ->
    [one] a second
   *[other] { $seconds } seconds
}.
api-problem-trouble-meaning = It isn't your request: the server is busy or has trouble, which it knows of.

api-fault-unknown = There is no parameter “{ $name }” here. There are: { $known }.
api-fault-none-known = There is no parameter “{ $name }” here; this takes none. Leave it out.
api-fault-twice = “{ $name }” is there twice. Give it once.
api-fault-limit = “limit” is a whole number from 1 to { $most }.
api-fault-cursor = This is no cursor of this list. Give the “next” of its answer as it is, or leave “cursor” out to start again.
api-fault-long = “q” is longer than { $most } characters. A part of the name is enough.
api-fault-word = “{ $name }” is one of: { $known }.
api-fault-partner = No company on the wall is called so. Give “partner” the “slug” of one of /api/v1/partners.
api-fault-group = No group on the wall is called so. Give “group” the “slug” of one of /api/v1/groups.
api-fault-group-of-groups = “group” narrows companies alone. Leave it out, or ask for “of=partners”.
