"""The attacker: gets whatever a thief could get, and tries to find out whose ballot is whose."""
