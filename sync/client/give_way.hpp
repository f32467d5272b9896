#pragma once

namespace syncing::client {

/// The calling thread works behind every other one of this machine that wants a processor: what
/// travels may wait, a sale may not. What it holds of the database it holds for microseconds.
///
/// On Linux each thread has a priority of its own.
///
/// source: https://man7.org/linux/man-pages/man2/setpriority.2.html
void give_way();

}  // namespace syncing::client
