// Lines of requests, however long they are.
#include "tools/oracle/request_lines.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tools/files/failure.h"

namespace modlink::oracle {
namespace {

using Kept = RequestLine::Kept;

// What is written to a pipe, whose other end is read.
class request_lines : public testing::Test {
 protected:
  request_lines() { EXPECT_EQ(pipe(ends_), 0); }
  ~request_lines() override {
    close(ends_[0]);
    close(ends_[1]);
  }
  void write(const std::string& text) {
    EXPECT_EQ(::write(ends_[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  void end() {
    close(ends_[1]);
    ends_[1] = -1;
  }
  int descriptor() const { return ends_[0]; }

 private:
  int ends_[2];
};

TEST_F(request_lines, are_read_one_by_one) {
  RequestLines lines(descriptor());
  write("one\n\ntw");
  EXPECT_EQ(lines.next()->text, "one");
  EXPECT_EQ(lines.next()->text, "");
  write("o\nthree");
  EXPECT_EQ(lines.next()->text, "two");
  end();
  EXPECT_EQ(lines.next()->text, "three");
  EXPECT_FALSE(lines.next());
}

TEST_F(request_lines, that_are_too_long_are_read_to_their_ends) {
  RequestLines lines(descriptor(), 5);
  write("12345\n123456\nnext\n1234567");
  end();
  EXPECT_EQ(lines.next()->kept, Kept::all);
  const std::optional<RequestLine> long_line = lines.next();
  EXPECT_EQ(long_line->kept, Kept::too_long);
  EXPECT_EQ(long_line->text, "");
  EXPECT_EQ(lines.next()->text, "next");
  EXPECT_EQ(lines.next()->kept, Kept::too_long);
  EXPECT_FALSE(lines.next());
}

TEST(request_lines_of_a_folder, cannot_be_read) {
  const int folder = open("/", O_RDONLY);
  RequestLines lines(folder);
  try {
    lines.next();
    ADD_FAILURE() << "it was read";
  } catch (const cli::Failure& failure) {
    EXPECT_EQ(failure.text(), "<stdin>: Is a directory");
    EXPECT_EQ(failure.status, cli::Status::usage);
  }
  close(folder);
}

}  // namespace
}  // namespace modlink::oracle
