"""Changes to an editor's own files by command: a work withdrawn, a campaign archived. Git alone takes them back."""
