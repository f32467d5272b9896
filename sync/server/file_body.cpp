#include "sync/server/file_body.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace syncing::server {

std::shared_ptr<FileBody> FileBody::of(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return nullptr;
    ::unlink(path.c_str());
    return std::shared_ptr<FileBody>{new FileBody{descriptor}};
}

FileBody::~FileBody() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace syncing::server
