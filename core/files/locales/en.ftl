files-name = Files
files-description = Pictures and documents
files-permission-files-read = See files that were uploaded
files-permission-files-write = Upload pictures and documents

title-files-too_large = The file is too large
problem-no-such-file = There is no such file.
problem-files-unknown_kind = By its content this file is neither a JPEG, PNG, WebP or GIF picture nor a PDF document. SVG drawings and office files are not taken: save drawings as PNG and texts as PDF.
problem-files-empty = The file is empty.
problem-files-too_large = A picture may have 20 MB and a document 50 MB at the most; this file has more than { $most } bytes.
problem-files-too_many_pixels = The picture has { $width } × { $height } pixels. At most { $most } pixels are taken, { $side } on a side; make it smaller.
problem-files-bad_picture = The picture cannot be read ({ $cause }). Save it anew in an image editor and upload that.
problem-files-bad_pdf = The document begins as a PDF but does not end as one; save it anew and upload that.
