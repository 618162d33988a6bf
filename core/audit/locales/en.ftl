audit-name = Audit trail
audit-description = Who did what for whom, before and after, and the proof that nobody changed it since.
audit-permission-trail-read = Read and export the audit trail
audit-permission-trail-check = Check that the audit trail is unchanged

problem-no-such-entry = There is no such entry.
problem-audit-half_a_head = Give position and hash of the head together, or neither.
