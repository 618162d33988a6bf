module-name = Platform
module-description = The admin's shell and the modules of the tenant.
module-permission-modules-manage = Switch modules and change their settings
module-permission-admin-open = Open the admin

problem-module-is_core = { $module } is part of the core and stays on.
problem-module-bad_settings = Some settings cannot be taken.
problem-module-no_settings = This module has no settings; send an empty object.
problem-no-such-module = There is no such module.
