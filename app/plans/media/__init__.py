"""The media plan: a text that the affected person and the association both read and sign. Source: ASP-05, KNO-11."""
