#pragma once

namespace syncing::client {

/// The calling thread works behind every other one of this machine that wants a processor: what
/// travels may wait, a sale may not. What it holds of the database it holds for microseconds.
///
/// source: https://man7.org/linux/man-pages/man2/setpriority.2.html ("C library/kernel
/// differences":
///         on Linux a thread of its own)
void give_way();

}  // namespace syncing::client
