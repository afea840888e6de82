### Groups in the staff channel: how a card looks when its group is no more what staff decided on.

proposal-closed = ### Group closed
proposal-moved = ### Group moved to another server, where it has to be set up again with `/setup`
