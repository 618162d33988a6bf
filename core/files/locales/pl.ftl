files-name = Pliki
files-description = Zdjęcia i dokumenty
files-permission-files-read = Przeglądanie przesłanych plików
files-permission-files-write = Przesyłanie zdjęć i dokumentów

title-files-too_large = Plik jest za duży
problem-no-such-file = Nie ma takiego pliku.
problem-files-unknown_kind = Po zawartości ten plik nie jest ani zdjęciem JPEG, PNG, WebP lub GIF, ani dokumentem PDF. Rysunków SVG i plików biurowych nie przyjmujemy: rysunek zapisz jako PNG, a tekst jako PDF.
problem-files-empty = Plik jest pusty.
problem-files-too_large = Zdjęcie może mieć najwyżej 20 MB, a dokument 50 MB; ten plik ma więcej niż { $most } bajtów.
problem-files-too_many_pixels = Zdjęcie ma { $width } × { $height } pikseli. Przyjmujemy najwyżej { $most } pikseli, { $side } na bok; zmniejsz je.
problem-files-bad_picture = Zdjęcia nie da się odczytać ({ $cause }). Zapisz je ponownie w edytorze i prześlij jeszcze raz.
problem-files-bad_pdf = Dokument zaczyna się jak PDF, ale tak się nie kończy; zapisz go ponownie i prześlij jeszcze raz.
