import type { User } from '../fleet/shapes.js';

/** What a role is shown. The API decides on its own what it may do. */
export const mayManage = ({ role }: User): boolean => role === 'admin' || role === 'owner';
export const mayManagePeople = mayManage;
export const mayCount = (user: User): boolean => user.role === 'supervisor' || mayManage(user);
