### Déclarations : ce que les entreprises disent avoir fait.

## Pour qui représente une entreprise

claim-receipt = ✋ Déclaré : **{ $partner }** · { $kind } · { $day }, pour **{ $group }**
claim-leaders-asked = La question est posée aux responsables du groupe { $group } dans leur propre salon.
claim-leaders-find = Les responsables du groupe { $group } n’ont pas de salon à part ici, donc personne n’est prévenu : la déclaration se trouve sous `/allocation`. Parlez-en à une ou un responsable.
claim-receipt-then = Dès que quelqu’un la confirme, votre entreprise reçoit des points et tout le monde lit vos mots. `/mypoints` montre ce qu’elle devient. Elle attend jusqu’au { $until }.
claim-withdraw = Retirer la déclaration
claims-title = **Déclarations**
claims-more = -# { $more } de plus attendent ; la suite paraît ici dès que celles-ci sont décidées.
claim-line = **{ $group }** · { $kind } · { $day }
claim-waits = ⏳ Attend les responsables du groupe jusqu’au { $until }.

## Pour les responsables

claim-title = ### Une entreprise dit avoir aidé votre groupe
claim-facts = { $by } déclare pour **{ $partner }** : { $kind } · { $day } · **{ $group }**
claim-until = Est-ce exact ? Confirmer attribue des points comme `/award` et publie un coup de chapeau avec ces mots. La déclaration attend jusqu’au { $until }.
claim-confirm = Confirmer · { $points } { $points ->
        [one] point
       *[other] points
    }
claim-confirm-as-it-is = Confirmer
claim-change = Modifier…
claim-decline = Refuser…
claim-form = Confirmer comme c’était
claim-form-reason = Raison (tout le monde la lit)
claim-decline-form = Refuser cette déclaration
claim-decline-reason = Pourquoi ? (l’entreprise le lit)
claim-decline-example = La présentation était celle d’une autre entreprise

## Ce qu’elle est devenue

claim-given = ✅ Confirmée par { $by } : **{ $points }** { $points ->
        [one] point
       *[other] points
    }.
claim-reserved = ✅ Confirmée par { $by } ; **{ $points }** { $points ->
        [one] point attend
       *[other] points attendent
    } l’approbation d’une deuxième personne responsable.
claim-not-approved = Confirmée par { $by }, mais l’attribution n’a pas été approuvée.
claim-taken-back = Confirmée par { $by } ; l’attribution a été annulée ensuite.
claim-declined = ❌ Refusée par { $by }.
claim-withdrawn = ↩️ Retirée par { $by }.
claim-lapsed = Personne n’a décidé à temps.
claim-void = Elle a pris fin d’elle-même : le groupe a été fermé ou déplacé, ou l’entreprise fait désormais partie d’une autre.

## Ailleurs

purpose-claim = Une question sur une déclaration
record-claim = Déclaration
record-claim-ended = Déclaration terminée
command-claim = Dire aux responsables d’un groupe ce que votre entreprise a fait, pour confirmation
option-claim-group = Le groupe que votre entreprise a aidé
option-claim-contribution = Ce qu’elle a fait
option-claim-reason = De quoi il s’agit, dans vos mots : tout le monde le lit une fois confirmé
option-claim-date = Quand cela a eu lieu ; si omis : aujourd’hui
option-claim-link = Où en lire plus, https://…
option-claim-partner = Laquelle de vos entreprises

## Refus

refusal-claim-which-company = Vous représentez plusieurs entreprises : { $names }. Précisez laquelle avec l’option `partner`.
refusal-claim-company-waits = L’équipe du programme n’a pas encore approuvé cette entreprise, donc elle ne peut rien déclarer. Adressez-vous à elle ; d’ici là, les responsables du groupe peuvent lui dire merci avec `/award`.
refusal-claim-waits-already = Votre entreprise déclare déjà ceci pour le { $day } à ce groupe. Attendez ses responsables, ou retirez cette déclaration sous `/mypoints`.
refusal-claim-too-many = Votre entreprise a { $most } déclarations en attente à ce groupe, et il ne peut pas y en avoir plus. Demandez à ses responsables d’en décider, ou retirez-en une sous `/mypoints`.
refusal-claim-not-yours = Ce sont les responsables de ce groupe qui décident de cette déclaration, et vous ne le dirigez pas ici. Adressez-vous à une ou un responsable.
refusal-claim-decided = { $how ->
        [confirmed] Une ou un responsable a déjà confirmé cette déclaration, donc il n’y a plus rien à décider. Ce qui est faux dans l’attribution peut être corrigé depuis le menu de son coup de chapeau.
        [declined] Une ou un responsable a déjà refusé cette déclaration, donc il n’y a plus rien à décider. L’entreprise peut tout de même être remerciée avec `/award`.
        [withdrawn] L’entreprise a retiré cette déclaration, donc il n’y a plus rien à décider. Elle peut tout de même être remerciée avec `/award`.
        [lapsed] Personne n’a décidé de cette déclaration à temps, donc elle est caduque. L’entreprise peut tout de même être remerciée avec `/award`.
       *[void] Cette déclaration a pris fin d’elle-même, car son groupe ou son entreprise ne fait plus partie du programme comme avant. Adressez-vous à l’équipe du programme.
    }
