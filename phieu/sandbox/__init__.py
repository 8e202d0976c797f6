"""A local chat platform: the Bot API over HTTP, and a page in the browser that looks like people's phones.

For people who try the product, and for tests. It keeps everything in memory, knows nothing of the rest of the
program, and never runs under `phieu run`. What concerns one channel stands in that channel's package
(`telegram/`); what all channels share stands here: people, changes, faults, the control API and the page.
"""
