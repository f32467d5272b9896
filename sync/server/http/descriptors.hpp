#pragma once

namespace syncing::server {

/// How many of the connections that are wanted the process has descriptors for, with some left for
/// everything else that it opens. Its soft limit is raised as far as that needs and may be.
unsigned connections_within_limits(unsigned wanted);

}  // namespace syncing::server
