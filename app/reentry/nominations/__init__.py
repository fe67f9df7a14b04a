"""Whether somebody who is nominated has to be talked with first: asked, confirmed by a person, and valid for a time."""
