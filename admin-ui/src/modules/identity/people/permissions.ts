/** What the server asks for; pages leave out what it would refuse. */
export const MANAGE_PEOPLE = 'identity.people.manage';
export const MANAGE_PRIVACY = 'identity.privacy.manage';
