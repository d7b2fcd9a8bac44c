"""Given names met in Germany, and those that are also everyday words."""

# ruff: noqa: RUF001  (the Turkish dotless i is meant)

from __future__ import annotations

_GERMAN_WOMEN = """
Adelheid Agathe Agnes Alexandra Alice Alina Alma Almut Amelie Andrea Anette Angela Angelika Anika
Anita Anja Anka Anke Anna Annabel Annabelle Anne Annegret Annekathrin Anneke Annelene Anneliese
Annelore Annemarie Annette Annika Antje Antonia Ariane Astrid Babette Barbara Beate Beatrice
Beatrix Berit Bernadette Berta Bettina Bianca Bianka Birgit Birgitta Birgitte Birte Birthe
Brigitta Brigitte Britt Britta Brunhilde Camilla Carina Carla Carmen Carola Carolin Carolina
Caroline Catharina Cathrin Catrin Charlotte Christa Christel Christiane Christin Christina
Christine Clara Claudia Conny Constanze Cora Cordula Corinna Cornelia Cosima Dagmar Dana Daniela
Doreen Doris Dorit Dorothea Dorothee Dörte Dörthe Edda Edelgard Edeltraud Edith Elena Eleonore
Elfi Elfriede Elisa Elisabeth Elise Elke Ella Ellen Elli Elsbeth Else Elske Elvira Emilia Emily
Emma Erika Erna Esther Eva Evelin Eveline Evelyn Fabienne Felicitas Finja Fiona Florentine Franka
Franziska Frauke Frederike Frieda Friederike Gabi Gabriela Gabriele Gerda Gerlind Gerlinde
Gertraud Gertraude Gertrud Gertrude Gesa Gesche Gesine Gisela Gitta Gitte Greta Gretel Grit Gudrun
Gunda Gundula Hanna Hannah Hanne Hannelore Hauke Hedwig Heidemarie Heidi Heidrun Heike Helen
Helena Helene Helga Helke Hella Helma Henriette Henrike Herta Hertha Hilde Hildegard Hilke Hiltrud
Ida Ilka Ilona Ilse Imke Ina Ines Inga Inge Ingeborg Ingrid Insa Irene Irina Iris Irma Irmgard
Irmtraud Isabel Isabell Isabella Isabelle Iska Isolde Ivonne Jana Janette Janin Janina Janine
Janna Jasmin Jeanette Jennifer Jenny Jessica Jessika Jette Johanna Jolanda Josefine Josephine
Judith Julia Juliana Juliane Julie Jutta Jördis Karen Karin Karina Karla Karola Karolin Karolina
Karoline Katarina Katharina Kathleen Kathrin Kathy Katinka Katja Katrin Katy Kerstin Kim Kira
Kirsten Klara Konstanze Korinna Kornelia Kristin Kristina Kristine Käthe Lara Larissa Laura Lea
Leah Lena Leni Leonie Leonore Levke Liane Liesbeth Lieselotte Lilli Lilly Lilo Lina Linda Linn
Lisa Liselotte Lore Lotta Lotte Louisa Louise Lucia Lucie Luisa Luise Luzia Lydia Madeleine Magda
Magdalena Maike Maja Mandy Manja Manuela Mara Mareen Mareike Mareile Maren Margareta Margarete
Margarethe Margit Margot Margret Margrit Maria Marianne Marie Marie-Theres Marieke Mariella Marika
Marina Marion Marit Marita Marleen Marlen Marlene Marlies Marlis Marta Martha Martina Mathilda
Mathilde Maximiliane Mechthild Meike Melanie Melina Melissa Merle Meta Michaela Mieke Mila Milena
Mira Miriam Mirja Mirjam Mona Monika Monique Nadin Nadine Nadja Nancy Natalie Nathalie Nele Nelly
Nicola Nicole Nina Nora Olga Ortrud Ortrun Ottilie Paula Pauline Peggy Petra Pia Rabea Ramona
Raphaela Rebecca Rebekka Regina Regine Regula Reinhild Renate Reni Ria Ricarda Rieke Rita Romy
Ronja Rosa Rosalie Rosemarie Rosina Roswitha Ruth Sabine Sabrina Sandra Sandy Sara Sarah Saskia
Selina Selma Senta Sibylle Sieglinde Sigrid Sigrun Silja Silke Silvana Silvia Simone Sina Sofia
Sofie Sonja Sophia Sophie Stefanie Steffi Stella Stephanie Susann Susanna Susanne Svea Svenja
Swantje Sybille Sylke Sylvia Tabea Talea Tamara Tanja Tatjana Thea Theda Theresa Therese Theresia
Tina Tine Tomke Tomma Traute Trude Ulla Ulrike Undine Ursel Ursula Uschi Uta Ute Valerie Vanessa
Vera Verena Veronika Victoria Viktoria Viola Viviane Vroni Walburga Waltraud Wencke Wenke Wibke
Wiebke Wilhelmine Wilma Yasmin Yvette Yvonne Zita Zoe Zoé
"""
_GERMAN_MEN = """
Achim Adalbert Adam Adolf Adrian Albert Albrecht Alexander Alexis Alfons Alfred Alois Alwin Anatol
Andre Andreas Andrin André Andy Anselm Ansgar Anton Armin Arnd Arne Arno Arnold Arthur Artur
August Axel Balthasar Bastian Beat Benedikt Benjamin Benno Bernd Bernhard Bernward Bert Berthold
Bertold Bertram Björn Bodo Boris Bosse Burkhard Burkhart Carl Carlo Carsten Caspar Christian
Christof Christoph Claas Claus Clemens Constantin Cornelius Curt Daniel Danny David Dennis Denny
Detlef Detlev Dieter Diether Dietmar Dietrich Dirk Dominic Dominik Eberhard Eckart Eckehard
Eckhard Eckhardt Edgar Edmund Eduard Egbert Egon Ehrenfried Eike Eilert Elias Elmar Emanuel Emil
Engelbert Enno Enrico Erhard Eric Erich Erik Ernst Erwin Eugen Ewald Fabian Falk Falko Felix
Ferdinand Fiete Finn Florian Frank Franz Franz-Josef Fred Frederic Frederik Frerk Friedbert
Friedemann Frieder Friedhelm Friedrich Fritz Gabriel Gangolf Georg Gerald Gerd Gereon Gerhard
Gerhart Gero Gerold Gerrit Gert Gilbert Gottfried Gotthard Gottlieb Gregor Guenter Guido Gunnar
Gunter Gunther Gustav Götz Günter Günther Hagen Hajo Hannes Hanno Hans Hans-Peter Hansjörg
Hanspeter Harald Hardy Hark Harm Harro Hartmut Hartwig Hasso Hauke Heiko Heiner Heinfried Heinrich
Heinz Helge Helmar Helmut Helmuth Hendrik Henning Henrik Henry Herbert Heribert Hermann Heye
Hinnerk Hinrich Holger Horst Hubert Hubertus Hugo Ignaz Immo Ingmar Ingo Ingolf Jakob Jan Jann
Jannek Jannes Jannik Jannis Janosch Jens Jeremias Joachim Jochen Joerg Johann Johannes Jonas
Jonathan Joschka Josef Joseph Jost Juergen Julian Julius Justin Justus Jörg Jörn Jürg Jürgen Jürn
Kai Karl Karl-Heinz Karlheinz Karsten Kaspar Kay Keno Kevin Kilian Klaas Klaus Klaus-Dieter
Klemens Knut Konrad Konstantin Korbinian Kuno Kurt Lambert Lars Lasse Laurenz Leander Lennart Lenz
Leo Leon Leonard Leonhard Leopold Levin Linus Lorenz Lothar Louis Luca Lucas Ludger Ludolf Ludwig
Luis Luitpold Lukas Lutz Magnus Maik Malte Manfred Manuel Marc Marcel Marco Marcus Marek Mario
Marius Mark Marko Markus Marten Martin Marvin Mathias Mats Matthias Maurice Max Maximilian Meik
Meinhard Meinolf Michael Michel Mike Mirko Moritz Nepomuk Niclas Nico Nicolas Niels Niklas Niko
Nikolas Nikolaus Nils Norbert Norman Okko Olaf Ole Oliver Onno Ortwin Oscar Oskar Otmar Ottmar
Otto Pascal Patrick Patrik Paul Peer Peter Philip Philipp Phillip Pierre Piet Quirin Raimund
Rainer Ralf Ralph Ramon Raphael Reimer Reimund Reiner Reinhard Reinhardt Reinhold Rembert Rene
René Reto Richard Rico Robert Robin Roger Roland Rolf Roman Ronald Ronny Rouven Ruben Rudi Rudolf
Rupert Rüdiger Sandro Sascha Sebastian Severin Siegbert Siegfried Siegmar Sigmund Silas Silvan
Silvio Simon Sinan Stefan Steffen Stephan Steve Steven Sven Sönke Sören Tade Tamme Theo Theodor
Thies Thilo Thomas Thoralf Thorben Thore Thorsten Thure Till Tillmann Tilman Tilmann Tilo Tim Timm
Timo Tjark Tobias Tom Toni Torben Tore Torge Torsten Traugott Udo Ueli Ulf Uli Ulli Ullrich Ulrich
Urban Urs Uwe Valentin Veit Viktor Vincent Vinzenz Volker Volkert Volkhard Volkmar Waldemar Walter
Walther Wendelin Werner Wieland Wilfried Wilhelm Willi Willibald Willy Winfried Wladimir Wolf
Wolfgang Wolfram Wulf Xaver Yannick Yannik
"""
_TURKISH_KURDISH = """
Abdullah Adem Ahmed Ahmet Ali Alper Arda Arzu Asli Aslı Atilla Ayfer Aygül Ayhan Ayla Aylin Aynur
Ayse Aysel Ayten Ayşe Azad Baran Baris Barış Berfin Berivan Beyza Bilal Birgül Burak Burcu Bülent
Can Canan Cansu Cem Cemal Cemile Cengiz Ceren Ceyda Cigdem Deniz Derya Devrim Dilan Dilek Duygu
Ebru Ece Efe Elif Emel Emine Emrah Emre Ender Engin Enver Ercan Erdal Erdem Eren Erkan Erol Ersin
Esin Esma Esra Fadime Faruk Fatih Fatma Ferhat Feride Fikret Filiz Firat Fuat Gamze Gökhan Gönül
Gül Gülay Gülcan Gülden Güler Gülsen Gülten Gülşen Günay Hacer Hakan Halil Halime Halit Handan
Hasan Hatice Havva Hayriye Hülya Hüseyin Ibrahim Ilhan Ilknur Inci Ismail Ismet Kadir Kemal Kenan
Kerim Koray Kübra Lale Leman Levent Leyla Mahmut Mehmet Melek Melike Meltem Meral Merve Meryem
Mesut Metin Mine Muhammet Murat Musa Mustafa Müjde Nalan Nazan Nazli Nazlı Necla Nermin Nesrin
Nevin Nihal Nihat Nilgün Nilüfer Nuray Nurcan Nurhan Nuri Oguz Okan Oktay Onur Orhan Osman Oğuz
Pelin Pinar Pınar Ramazan Rana Recep Refik Remzi Rukiye Sabri Salih Savas Seda Sedat Sefa
Selahattin Selcan Selim Selçuk Semra Sena Senay Serap Serdar Serkan Serpil Sevda Sevgi Sevil Sevim
Sevinc Sezen Sezer Sibel Songül Sultan Suna Süleyman Taner Tarik Tolga Tuba Turan Turgut Tuğba
Tülay Tülin Türkan Ufuk Ugur Uğur Veli Volkan Yasar Yasemin Yavuz Yeliz Yildiz Yilmaz Yunus Yusuf
Yıldız Zafer Zehra Zeki Zekiye Zeliha Zeynep Zübeyde Çiğdem Özcan Özden Özge Özgür Özlem Öznur
Ümit Ümmühan İbrahim İlknur İsmail Şebnem Şenay Şükran
"""
_SLAVIC_BALTIC_HUNGARIAN = """
Adriana Agata Agnieszka Aija Aleksander Aleksandr Aleksandra Aleksei Alena Alexei Alexej Alina
Aliona Aljona Alla Anastasia Anastasija Anatoli Andrei Andrej Andrius Andrzej Aneta Anetta
Antonina Arkadi Artem Artur Attila Balázs Bartosz Beata Bogdan Bogdana Bogumila Boguslaw Bohdan
Bozena Bożena Branka Bronislaw Claudiu Corina Cristian Cristina Czeslaw Czesława Damian Danica
Danuta Darija Darina Dariusz Darya Denis Dimitri Dmitri Dmitrij Dmytro Dobromir Doina Dorota
Dragan Dragana Dragoș Dušan Dănut Edina Edyta Ekaterina Elzbieta Elżbieta Emil Eugenia Eugeniusz
Ewa Ewelina Florin Florina Gabor Gennadi Georgi Gheorghe Goran Gordana Grazyna Grażyna Grzegorz
Gábor Halina Hana Hanka Henryk Hristo Ievgenia Igor Ildiko Ildikó Ilja Inese Ioana Ion Ionel Ionut
Irena Iryna Istvan István Iva Ivan Ivana Ivaylo Ivo Iwan Iwona Jacek Jadranka Jadwiga Jakub Jan
Janusz Jarmila Jaroslav Jaroslaw Jarosław Jasmina Jelena Jerzy Jiri Jiří Joanna Jolanta Jonas
Josip Jovana Justyna Kamil Kamila Katalin Katarzyna Kazimierz Kinga Kornel Krasimir Krisztina
Krystian Krystyna Krzysztof Ksenia Laszlo Lech Leszek Lidia Lidija Lilia Liviu Ljubica Ljudmila
Lubov Lucian Lucyna Ludmila Ludmilla Lukasz Luminita László Maciej Magdaléna Malgorzata Marcin
Marek Marija Mariola Marius Mariusz Marta Marzena Mateusz Małgorzata Michal Michał Mieczysław
Mihaela Mihail Mihály Mikhail Milan Milica Milos Miloš Mirela Mirella Miroslav Mirosława Mladen
Monika Márta Nadeschda Nadezhda Natalia Nataliya Natalja Natascha Natasha Nenad Nicoleta Nikola
Nikolai Nikolaj Oksana Oleg Oleh Oleksandr Oleksii Olena Olesja Olha Ondřej Pavel Pawel Paweł
Petar Petya Piotr Plamen Polina Przemysław Radek Radka Radosław Radu Raissa Rasa Razvan Renata
Rimma Robertas Roman Rostislav Roxana Ryszard Sandor Sanja Sergei Sergej Sergiy Serhii Silviu
Simona Slavica Slavko Slawomir Snezana Snežana Sonia Sorin Stanislav Stanislaw Stanisław Stefan
Stela Stoyan Svetlana Swetlana Sylwia Szilvia Szymon Sándor Sławomir Tadeusz Tamás Tatiana
Tatsiana Tetiana Todor Tomasch Tomasz Tomáš Tudor Urszula Vaclav Valentina Valeri Vasil Vasile
Vera Vesna Viktor Viorica Vitali Vitalij Vladimir Vladislav Volodymyr Václav Waldemar Wanda
Wassili Wieslaw Wiesława Wiktor Witold Wojciech Władysław Yevgeniya Yulia Yuliya Yuri Yurii
Zbigniew Zdenka Zdeněk Zlatka Zofia Zoltan Zoltán Zoran Zorica Zuzana Zuzanna Łukasz Šimůnek
"""
_ARABIC_PERSIAN_AFRICAN_ASIAN = """
Abbas Abdallah Abdel Abdelkader Abdi Abdul Abdulrahman Abebe Abeer Adama Adil Adnan Afaf Aischa
Aisha Akira Akram Alaa Aladin Ali Alia Aliyah Amadou Amal Aman Amani Amena Amin Amina Aminata Amir
Amira Ammar Anas Anh Anjali Anwar Arash Arif Arjun Asad Ashraf Asma Assad Awa Aya Ayman Azadeh
Aziz Aziza Bahar Bahram Bakary Basel Bashar Bashir Basma Behrouz Bilal Binta Boubacar Chidi Dalal
Dalia Deepak Desta Diana Dima Duc Dunja Ehsan Elham Emeka Eyob Fadi Fahd Fahima Faisal Fanta Farah
Fares Farhad Fariba Farid Farida Farzana Fatemeh Faten Fathia Fatima Fatimah Fatou Fatoumata
Fereshteh Filmon Firas Ghada Ghassan Golnaz Grace Habib Hadi Hadiya Haitham Hala Hamid Hamida
Hamza Hanan Hani Haruki Hassan Hayat Heba Hind Hisham Hoang Hoda Homa Houda Huong Hussam Hussein
Ibrahima Ibtisam Idris Ilham Imad Iman Imran Indira Issa Jafar Jalal Jamal Jamila Jawad Kamal
Karim Karima Kawa Khadija Khaled Khalid Kofi Kwame Laila Lamin Lan Latifa Layla Leila Lina Linh
Luay Lubna Maher Mahmoud Mahsa Mai Majid Majida Malak Malek Malika Mamadou Manal Mariam Mariama
Marwa Marwan Maryam Massoud Mebrahtu Mehdi Mehran Mina Minh Mohamad Mohamed Mohammad Mohammed
Mohsen Mona Monir Mounir Mourad Moussa Muhammad Muna Murad Mustapha Nabil Nada Nadia Nadim Naima
Najib Najla Narges Nasim Nasrin Nasser Navid Nawal Nazanin Ngoc Ngozi Nguyen Nima Nisrin Noor Nour
Noura Omar Omid Ousmane Parisa Parwin Phuong Priya Qasim Quynh Rabia Rahel Rahim Rahul Rajesh Rami
Rania Raschid Rasha Rashid Rasoul Ravi Rawan Reem Reza Rima Rohullah Roya Saad Saba Sabah Saeed
Safa Said Saida Salah Saleh Salem Salim Salma Salwa Samar Sami Samia Samir Samira Sana Sanaa
Sanjay Sarina Sayed Selam Selamawit Semhar Seynabou Shadi Shahin Shirin Soheila Soraya Suhaila
Suleiman Sunita Taha Tahir Talal Tarek Tariq Tekle Tesfay Thanh Thi Thu Tigist Tran Trang Tuan Van
Vijay Wael Wafa Walid Wei Wissam Xiaoming Yahya Yara Yasin Yasmina Yassin Yen Yohannes Yonas
Youssef Yuki Zahra Zaid Zainab Zakaria Zeinab Ziad
"""
_NORTH_WEST_SOUTH = """
Aart Agathe Alain Alan Albana Alberto Albulena Alessandra Alessandro Alessia Alexandros Alexios
Alfonso Alfredo Amélie Ana Anastasios Anders Andrew Angelo Ann Anna Anneke Annelie Anthony Antoine
Antonella Antonio Apostolos Arben Ardita Arnt Arta Artan Arturo Asger Ashley Athanasios Athina
Aurélie Bart Bas Beatriz Bengt Bernard Besnik Bjarne Blerim Blerta Bo Brian Brigitte Britt Bruno
Børge Carlos Carmela Caterina Catherine Cees Chantal Charles Chiara Chris Christelle Christophe
Christos Claire Claude Claudio Colette Concetta Consuelo Cristina Cécile Céline Danielle Davide
Deborah Delphine Denis Despina Didier Diego Dimitra Dimitrios Dimitris Dirk Dolores Domenico
Donald Drita Edward Elena Eleni Elisabetta Elizabeth Elodie Emilio Emily Emmanuel Enrique Enzo
Erling Ernesto Esteban Evangelia Evangelos Fabio Fabrizio Fatmir Fatos Federica Federico Felipe
Femke Fenna Fernanda Fernando Filippo Flavia Florence Flutra Francesca Francesco Francis Francisco
Franco François Françoise Frédéric Gaetano Geneviève George Georgios Giacomo Gianluca Gianni
Giannis Gijs Gilles Gino Giorgio Giovanna Giovanni Giulia Giuseppe Giuseppina Gloria Graziella
Guadalupe Guillaume Guiseppe Gunhild Gunilla Gérard Göran Harry Hein Henri Hervé Håkan Hélène
Ignacio Ilir Ingvar Inés Ioanna Ioannis Isabelle Isidora Iván Jaap Jacqueline Jacques Jaime James
Jane Jason Javier Jean Jeff Jelle Jeppe Jeroen Jesper Jim Joana Joaquim Joe Johan John Joost Jorge
Jos Jose José João Juan Juana Jérôme Kalliopi Kate Katerina Katinka Kees Kelly Kenneth Kirstine
Kjell Klavs Koen Konstantina Konstantinos Kostas Kristian Kyriaki Laura Laurence Laurent Leonardo
Lieke Linda Liridon Lise Lone Lorena Lorenzo Luc Luca Lucien Lucy Lucía Luigi Luís Maaike Maarten
Mads Manuel Manuela Marcel Marcello Marcelo Marcos Margaret Marguerite Maria Mariana Marie Marijke
Mario Marloes Marten Martijn Mary Massimo Mateo Mathieu Matteo Matthew Mauro Maxime Mercedes Mette
Michelle Michèle Miguel Mikkel Mimoza Mireille Mogens Monique Morten Nathalie Nicholas Nicolas
Niels Nienke Nikolaj Nikolaos Nikos Nuno Odile Oliver Olivier Ove Pablo Panagiotis Paola Paolo
Paraskevi Pascal Patrice Patricia Paul Paulo Pedro Philippe Pieter Pietro Pilar Pim Preben Rachel
Rafael Raffaele Rasmus Raúl Ricardo Riccardo Rik Roberta Roberto Rocco Rosa Rosalia Rosario Ruud
Ryan Régine Rémy Salvatore Samantha Samuel Saskia Scott Sean Serge Sergio Sharon Shpresa Signe
Sigurd Silvia Sjoerd Sofia Sofía Solveig Spyros Stavros Stefania Stefano Stefanos Stephen Stéphane
Stéphanie Susan Sylvain Sylvie Sébastien Søren Teresa Theodora Theodoros Theun Thierry Thijs
Thomas Tiago Timothy Tjeerd Tommaso Torsten Tove Valentina Valon Vasiliki Vasilios Vibeke Vincenzo
Vito Vjosa Véronique Willem Willemijn William Wim Wouter Xavier Yolanda Yves Zana Zoë Åsa Élodie
Étienne
"""

GIVEN_NAMES: frozenset[str] = frozenset(
    " ".join(
        (
            _GERMAN_WOMEN,
            _GERMAN_MEN,
            _TURKISH_KURDISH,
            _SLAVIC_BALTIC_HUNGARIAN,
            _ARABIC_PERSIAN_AFRICAN_ASIAN,
            _NORTH_WEST_SOUTH,
        )
    ).split()
)

# Words, months or places as well: they begin a name only after a title, an office or an address.
AMBIGUOUS_GIVEN_NAMES: frozenset[str] = frozenset(
    """
    Adama Alma Aman Anders August Aurora Ava Awa Bahar Bas Bo Can Carlo Claire Dana Deniz Diana
    Dima Duc Else Ernst Falk Fanta Flora Florence Franka Gloria Grace Gül Hagen Hark Harm Hayat
    Heide Ion Iris Jason Jos Jost Kai Kelly Lan Leo Linde Lore Luc Luca Magnus Mai Mara Marina
    Mark Max Mercedes Mila Mina Mine Mira Nada Noor Paris Pia Pilar Rasa Ria Rosa Saba Sana Scott
    Sean Sefa Selam Sena Sofia Stella Stern Sultan Thi Thu Urban Urs Van Victoria Viktoria Viola
    Wei Wolf Yen
    """.split()
)

# Met so often that what follows one is rather a surname than a place.
FREQUENT_GIVEN_NAMES: frozenset[str] = frozenset(
    """
    Achim Adam Adelheid Adrian Agnes Albert Albrecht Alex Alexander Alexandra Alfons Alfred Ali
    Alina Almut Amelie Amir Andrea Andreas Angela Angelika Anja Anke Ann Anna Anne Annegret
    Annelie Anneliese Annemarie Annett Annette Annika Anton Antje Antonia Arme Armin Arno Arnold
    Astrid August Axel Aylin Ayse Ayşe Barbara Bastian Beate Beatrix Benedikt Benjamin Berit
    Bernadette Bernd Bernhard Berta Bettina Bianca Birgit Birte Björn Bodo Boris Brigitte Britta
    Bruno Burkhard Carina Carl Carla Carmen Carola Carolin Carsten Cathrin Charlotte Christa
    Christel Christian Christiane Christina Christine Christof Christoph Claudia Claus Clemens
    Constanze Cord Cornelia Dagmar Daniel Daniela David Denise Dennis Detlef Detlev Diana Dieter
    Dietmar Dietrich Dirk Dominik Dora Doreen Doris Dorothea Dorothee Eberhard Eckhard Edeltraud
    Edgar Edith Eike Elena Elfriede Elias Elisa Elisabeth Elke Ella Ellen Elmar Elvira Emil
    Emilia Emine Emma Enno Erich Erik Erika Ernst Erwin Esther Eugen Eva Evelyn Fabian Fatma
    Felicitas Felix Ferdinand Florian Frank Franz Franziska Frauke Frederik Frieda Friederike
    Friedhelm Friedrich Fritz Gabriel Gabriele Gaby Gabi Georg Gerald Gerd Gerda Gerhard Gerhild
    Gerlinde Gernot Gero Gert Gertrud Gesa Gesine Gisela Gitta Gregor Greta Gudrun Guido Günter
    Günther Gunda Gustav Hanna Hannah Hannelore Hannes Hans Harald Harry Hartmut Hartwig Hasan
    Hatice Hedwig Heide Heidemarie Heidi Heidrun Heike Heiko Heiner Heinrich Heinz Helena Helene
    Helga Helmut Hendrik Hendrikje Henning Henrik Henrike Henry Herbert Hermann Hilde Hildegard
    Hilke Holger Horst Hubert Hugo Ilka Ilona Ilse Imke Ina Ines Inga Inge Ingeborg Ingo Ingrid
    Inka Ira Irene Iris Irma Irmgard Isabel Isabell Isabella Isabelle Ivonne Jan Jana Janina
    Janine Jannik Jasmin Jens Jessica Joachim Jochen Johann Johanna Johannes Jonas Jonathan Jörg
    Jörn Josef Joseph Judith Julia Julian Juliane Julius Jürgen Jutta Kai Karen Karin Karina
    Karl Karla Karolin Karsten Kathleen Kathrin Katharina Katja Katrin Kay Kemal Kerstin Kevin
    Kirsten Kirstin Klara Klaus Klemens Knut Konrad Konstantin Kristian Kristin Kristina Kurt
    Lara Larissa Lars Laura Lea Lena Leo Leon Leonie Leyla Liane Lilli Lina Linda Lisa Lothar
    Lore Louisa Louise Luca Ludger Ludwig Luisa Luise Lukas Lutz Lydia Magda Magdalena Maik
    Maike Maja Malte Mandy Manfred Manuel Manuela Mara Marc Marcel Marco Marcus Mareike Maren
    Margarete Margit Margot Margret Margrit Maria Marianne Marie Marina Mario Marion Mark Marko
    Markus Marlene Marlies Marta Martha Martin Martina Mathias Mathilde Matthias Max Maximilian
    Mechthild Mehmet Meike Melanie Merle Michael Michaela Michel Michelle Miriam Mirko Mohammad
    Mohammed Mona Monika Moritz Murat Mustafa Nadine Nadja Natalia Natalie Natascha Nele Nico
    Nicola Nicole Niklas Niko Nikolaus Nils Nina Nora Norbert Nuray Ole Olaf Oliver Olga Oskar
    Oswald Otto Patricia Patrick Paul Paula Pauline Peggy Petra Peter Philipp Pia Rainer Ralf
    Ralph Ramona Raphael Rebecca Regina Regine Reiner Reinhard Reinhold Renate Rene René Ricarda
    Richard Rita Robert Robin Roland Rolf Roman Romy Ronald Ronja Ronny Rosa Rosemarie Roswitha
    Rüdiger Rudi Rudolf Ruth Sabine Sabrina Sandra Sara Sarah Sascha Sebastian Selma Siegfried
    Sigrid Silke Silvia Simon Simone Sina Sofia Sonja Sophia Sophie Stefan Stefanie Steffen
    Steffi Stephan Stephanie Susann Susanna Susanne Svea Sven Svenja Sylvia Tabea Tamara Tanja
    Tatjana Thea Theo Theodor Theresa Therese Thomas Thorsten Thorben Till Tilman Tim Timo Tina
    Tobias Tom Tomke Torben Torsten Traute Udo Ulf Ulla Ulrich Ulrike Ursula Uta Ute Uwe
    Valentin Vanessa Vera Verena Veronika Viktor Viktoria Vincent Volker Walburga Waldemar
    Walter Waltraud Wenke Werner Wiebke Wilfried Wilhelm Willi Willy Wolf Wolfgang Wolfram
    Yasemin Yasmin Yusuf Yvonne Zeynep
    """.split()
)
