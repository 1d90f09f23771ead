"""wast_test: a script, or several, as a test of Bazel.

    load("//tools/bazel:defs.bzl", "wast_test")

    wast_test(
        name = "suite",
        srcs = glob(["suite/**/*.wast"]),
        data = glob(["suite/**/*.wat"]),  # what scripts read: through links, which is outside of their folders
        options = ["--allow-outside"],
        runner = "@modlink//:spec-runner",
        shard_count = 4,
    )

`runner` is the program, a file of any repository or target. Sharding, `--test_filter` and the XML of results are
spec-runner's own: it heeds TEST_TOTAL_SHARDS, TEST_SHARD_INDEX, TEST_SHARD_STATUS_FILE, TESTBRIDGE_TEST_ONLY and
XML_OUTPUT_FILE.
"""

def _quoted(word):
    return "'" + word.replace("'", "'\\''") + "'"

def _wast_test_impl(ctx):
    words = [ctx.executable.runner.short_path] + ctx.attr.options + ["--"] + [file.short_path for file in ctx.files.srcs]

    # Not the plain name, which a folder of scripts may have.
    program = ctx.actions.declare_file(ctx.label.name + ".wast_test.sh")
    ctx.actions.write(
        output = program,
        content = "#!/bin/sh\nexec " + " ".join([_quoted(word) for word in words]) + "\n",
        is_executable = True,
    )
    files = ctx.runfiles(files = [ctx.executable.runner] + ctx.files.srcs + ctx.files.data)
    return [DefaultInfo(
        executable = program,
        runfiles = files.merge(ctx.attr.runner[DefaultInfo].default_runfiles),
    )]

wast_test = rule(
    implementation = _wast_test_impl,
    test = True,
    doc = "Runs scripts by spec-runner.",
    attrs = {
        "srcs": attr.label_list(allow_files = [".wast"], mandatory = True, allow_empty = False, doc = "The scripts."),
        "data": attr.label_list(allow_files = True, doc = "Files that scripts read."),
        "options": attr.string_list(doc = "Options of spec-runner."),
        "runner": attr.label(
            allow_single_file = True,
            executable = True,
            cfg = "target",
            mandatory = True,
            doc = "The program spec-runner.",
        ),
    },
)
