### Thanks that begin with a message or a person.

menu-thank = Thank for this message
menu-award-person = Award this person
help-thank = In the menu of a message: thank the company of its author
help-award-person = In the menu of a person: thank that person's company
thanks-title = ### Thank { $partner }
    { $person } represents it. What did it do for you?
thanks-other = ### Thank { $partner }
    What did it do for you?
thanks-several = ### Say thanks
    { $person } represents several companies. Which one helped?
thanks-nobody = ### Say thanks
    { $person } represents no company that can be thanked. Choose one that you thanked before, or name any other with { $award }.
thanks-group = Which of your groups?
thanks-company = Which company?
thanks-kind = For what?
thanks-kind-choice = { $kind } · { $points ->
    [one] { $points } point
   *[other] { $points } points
}
thanks-form = Thank { $partner }
thanks-reason = Why, in your words: everybody reads it
thanks-reason-example = A clear evening on backups, with time for questions
thanks-day = When it happened (empty: today)
thanks-link = Where one can read more (may be empty)
refusal-own-thanks = That is you, and nobody thanks themselves. Open the menu of somebody who helped, or thank a company with `/award`.
refusal-thanks-to-bot = That comes from a bot, which represents no company. Open the menu of a person's message, or thank a company with `/award`.
