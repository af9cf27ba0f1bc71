"""Sample works: pictures, sound and film drawn from nothing, without a photograph or a third-party recording."""
