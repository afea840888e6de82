### The names of commands (`name-command`, `name-command-subcommand`) and of options (`name-option-…`). English has those
### that Discord sends whatever the language: a name that changes here changes nothing but the other languages' list.

## Commands

name-award = award
name-request = request
name-requests = requests
name-offer = offer
name-offer-make = make
name-offer-list = list
name-offer-subscribe = subscribe
name-claim = claim
name-privacy = privacy
name-privacy-view = view
name-privacy-export = export
name-privacy-delete = delete
name-allocation = allocation
name-mypoints = mypoints
name-history = history
name-leaderboard = leaderboard
name-help = help
name-setup = setup
name-partner = partner
name-partner-register = register
name-partner-edit = edit
name-partner-view = view
name-partner-list = list
name-partner-representative = representative
name-program = program
name-program-setup = setup
name-program-approve = approve
name-program-grant = grant
name-program-base = base
name-program-close = close
name-program-move = move
name-program-suspend = suspend
name-program-merge = merge
name-program-reverse = reverse
name-program-correct = correct
name-program-report = report
name-program-audit = audit

## Options

name-option-kind = kind
name-option-request = request
name-option-requests-channel = requests-channel
name-option-partner = partner
name-option-contribution = contribution
name-option-reason = reason
name-option-points = points
name-option-date = date
name-option-event = event
name-option-link = link
name-option-group = group
name-option-scope = scope
name-option-period = period
name-option-post = post
name-option-name = name
name-option-i-work-there = i-work-there
name-option-website = website
name-option-description = description
name-option-tier = tier
name-option-person = person
name-option-remove = remove
name-option-staff-channel = staff-channel
name-option-announcements-channel = announcements-channel
name-option-base = base
name-option-server = server
name-option-resume = resume
name-option-from = from
name-option-into = into
name-option-since = since
name-option-take-back = take-back
name-option-record = record
name-option-digest = digest
name-option-on-the-wall = on-the-wall
