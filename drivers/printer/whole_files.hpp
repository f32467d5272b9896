#pragma once

#include <sys/types.h>

#include <cstddef>
#include <expected>
#include <filesystem>
#include <span>
#include <string>

#include "pos/base/bytes.hpp"

namespace drivers::printer {

/// The calls of the system that write files; each as its manual page says, errno included. A test
/// has them fail.
class FileCalls {
public:
    virtual ~FileCalls() = default;
    virtual int open(const char* path, int flags, mode_t mode);
    virtual ssize_t write(int file, const void* data, std::size_t size);
    virtual int fsync(int file);
    virtual int close(int file);
    virtual int rename(const char* from, const char* to);
    virtual int unlink(const char* path);
};

struct NamedBytes {
    std::string name;
    pos::Bytes bytes;
};

struct FileError {
    int number{0};  // errno
    std::filesystem::path path;
};

/// Writes files into a folder so that each is whole at any moment: under its name stands the old
/// content or the new one, also after a power cut. All are on the disk before the first gets its
/// name. After an error no half-written file stays.
///
/// requires: names without '/', not empty
std::expected<void, FileError> write_whole(const std::filesystem::path& folder,
                                           std::span<const NamedBytes> files, FileCalls& calls);

}  // namespace drivers::printer
