# A sentence per problem code; the code’s dots are hyphens here.

problem-unreachable = The server cannot be reached. Check the connection and try again.
problem-server = The server could not finish this. Try again; if it happens again, report request { $request }.
problem-status_401 = Your session ended. Sign in again to continue.
problem-status_403 = Your role does not allow this. Ask an administrator for the permission.
problem-status_404 = This does not exist, or no longer does.
problem-status_409 = Somebody changed this in the meantime. Look at the current state and try again.
problem-status_413 = The file is larger than the server accepts. Split it and upload the parts.
problem-status_422 = Some values were not accepted. Correct them and try again.
problem-status_429 = Too many attempts in a short time. Wait a minute and try again.
problem-idempotency-in_progress = The same request is still being worked on. Wait a moment and look again.
