"""Given names met in Germany, and those that are also everyday words."""

from __future__ import annotations

_GERMAN_WOMEN = """
Adelheid Agathe Agnes Alexandra Alice Alina Alma Amelie Andrea Angela Angelika Anette Anika Anita
Anja Anka Anke Anna Annabel Annabelle Anne Annegret Annekathrin Anneke Anneliese Annelore Annemarie
Annette Annika Antje Antonia Ariane Astrid Babette Barbara Beate Beatrice Beatrix Berit Bernadette
Berta Bettina Bianca Bianka Birgit Birgitta Birte Birthe Brigitta Brigitte Britt Britta Brunhilde
Camilla Carina Carla Carmen Carola Carolin Carolina Caroline Catharina Cathrin Catrin Charlotte
Christa Christel Christiane Christin Christina Christine Clara Claudia Conny Constanze Cora Cordula
Corinna Cornelia Cosima Dagmar Dana Daniela Doreen Doris Dorit Dorothea Dorothee Dörte Dörthe Edda
Edelgard Edeltraud Edith Elena Eleonore Elfriede Elfi Elisa Elisabeth Elise Elke Ella Ellen Elli
Elsbeth Else Elvira Emilia Emily Emma Erika Erna Esther Eva Evelin Eveline Evelyn Fabienne Felicitas
Finja Fiona Florentine Franka Franziska Frauke Frederike Frieda Friederike Gabi Gabriela Gabriele
Gerda Gerlinde Gerlind Gertraud Gertrud Gertrude Gesa Gesche Gesine Gisela Gitta Gitte Greta Gretel
Grit Gudrun Gundula Gunda Hanna Hannah Hanne Hannelore Hedwig Heidemarie Heidi Heidrun Heike Helen
Helena Helene Helga Helke Hella Helma Henriette Henrike Herta Hertha Hilde Hildegard Hiltrud Ida Ilka
Ilona Ilse Imke Ina Ines Inga Inge Ingeborg Ingrid Insa Irene Irina Iris Irma Irmgard Irmtraud
Isabel Isabell Isabella Isabelle Isolde Ivonne Jana Janette Janin Janina Janine Janna Jasmin Jeanette
Jennifer Jenny Jessica Jessika Johanna Jolanda Josefine Josephine Juliane Julia Juliana Julie
Jutta Karen Karin Karina Karla Karola Karolin Karolina Karoline Katarina Katharina Käthe Kathleen
Kathrin Kathy Katja Katrin Katy Kerstin Kim Kira Kirsten Klara Konstanze Kornelia Kristin Kristina
Kristine Lara Larissa Laura Lea Leah Lena Leni Leonie Leonore Liane Lieselotte Liesbeth Lilli Lilly
Lilo Lina Linda Linn Lisa Liselotte Lore Lotta Lotte Louisa Louise Lucia Lucie Luisa Luise Luzia
Lydia Madeleine Magda Magdalena Maike Maja Mandy Manja Manuela Mara Mareen Mareike Maren Margarete
Margarethe Margareta Margit Margot Margret Margrit Maria Marianne Marie Marieke Mariella Marika
Marina Marion Marit Marita Marleen Marlen Marlene Marlies Marlis Marta Martha Martina Mathilda
Mathilde Maximiliane Mechthild Meike Melanie Melina Melissa Merle Meta Michaela Mieke Mila Milena
Mira Miriam Mirja Mirjam Mona Monika Monique Nadin Nadine Nadja Nancy Natalie Nathalie Nele Nelly
Nicola Nicole Nina Nora Olga Ortrud Paula Pauline Petra Peggy Pia Rabea Ramona Raphaela Rebecca
Rebekka Regina Regine Reinhild Renate Ria Ricarda Rita Romy Ronja Rosalie Rosa Rosemarie Roswitha
Ruth Sabine Sabrina Sandra Sandy Sara Sarah Saskia Selina Selma Sibylle Sieglinde Sigrid Sigrun Silja
Silke Silvana Silvia Simone Sina Sofia Sofie Sonja Sophia Sophie Stefanie Steffi Stella Stephanie
Susann Susanna Susanne Svea Svenja Swantje Sybille Sylke Sylvia Tabea Talea Tamara Tanja Tatjana
Theresa Therese Theresia Thea Tina Tomke Traute Trude Ulla Ulrike Undine Ursel Ursula Uschi Uta Ute
Valerie Vanessa Vera Verena Veronika Victoria Viktoria Viola Viviane Vroni Walburga Waltraud Wencke
Wenke Wibke Wiebke Wilhelmine Wilma Yasmin Yvette Yvonne Zita Zoe Zoé Almut Mareile Hauke Tine Birgitte Regula Judith Korinna Senta Tomma Marlies Jette Rieke Levke
Antje Hilke Theda Elske Ortrun Marie-Theres Annelene Gertraude Iska Jördis Katinka Ottilie Rosina Reni
"""
_GERMAN_MEN = """
Achim Adalbert Adam Adolf Adrian Albert Albrecht Alexander Alexis Alfons Alfred Alois Alwin Anatol
Andreas André Andre Andy Ansgar Anselm Anton Armin Arnd Arne Arno Arnold Artur Arthur August Axel
Balthasar Bastian Benedikt Benjamin Benno Bernd Bernhard Bernward Bert Berthold Bertram Bertold Björn
Bodo Boris Burkhard Burkhart Carl Carlo Carsten Caspar Christian Christof Christoph Claas Claus
Clemens Constantin Cornelius Curt Daniel David Dennis Detlef Detlev Dieter Diether Dietmar Dietrich
Dirk Dominic Dominik Eberhard Eckart Eckehard Eckhard Eckhardt Edgar Edmund Eduard Egbert Egon
Ehrenfried Eike Elias Elmar Emanuel Emil Engelbert Enno Enrico Erhard Eric Erich Erik Erwin Ernst
Eugen Ewald Fabian Falk Falko Felix Ferdinand Finn Florian Frank Franz Fred Frederic Frederik Frerk
Friedbert Friedemann Friedhelm Friedrich Frieder Fritz Gabriel Gangolf Georg Gerald Gerd Gereon
Gerhard Gerhart Gerold Gero Gerrit Gert Gilbert Götz Gottfried Gotthard Gottlieb Gregor Guido Günter
Guenter Günther Gunnar Gunter Gunther Gustav Hagen Hajo Hanno Hannes Hans Harald Hardy Hark Harm
Hartmut Hartwig Hasso Heiko Heiner Heinfried Heinrich Heinz Helge Helmar Helmut Helmuth Hendrik Henning
Henrik Henry Herbert Heribert Hermann Hinnerk Hinrich Holger Horst Hubert Hubertus Hugo Ignaz Immo
Ingmar Ingo Ingolf Jakob Jan Janosch Jannik Jannis Jann Jens Jeremias Joachim Jochen Johann Johannes
Jonas Jonathan Jörg Joerg Jörn Josef Joseph Joschka Jost Julian Julius Jürgen Juergen Justin Justus
Kai Karl Karlheinz Karsten Kaspar Kay Keno Kevin Kilian Klaas Klaus Klemens Knut Konrad Konstantin
Korbinian Kuno Kurt Lambert Lars Lasse Laurenz Leander Lennart Lenz Leo Leon Leonard Leonhard Leopold
Levin Linus Lorenz Lothar Louis Luca Lucas Ludger Ludolf Ludwig Luis Luitpold Lukas Lutz Magnus Malte
Manfred Manuel Marc Marcel Marco Marcus Marek Mario Marius Mark Marko Markus Marten Martin Marvin
Mathias Mats Matthias Maurice Max Maximilian Meinhard Meinolf Michael Michel Mirko Mike Maik Meik
Moritz Nico Nicolas Niclas Niels Niklas Niko Nikolaus Nikolas Nils Norbert Norman Olaf Ole Oliver
Oskar Oscar Ortwin Otmar Ottmar Otto Pascal Patrick Patrik Paul Peer Peter Philip Philipp Phillip
Pierre Quirin Raimund Rainer Ralf Ralph Ramon Raphael Reimer Reimund Reiner Reinhard Reinhardt
Reinhold Rembert Rene René Richard Rico Robert Robin Roger Roland Rolf Roman Ronald Ronny Rouven Ruben
Rudi Rüdiger Rudolf Rupert Sandro Sascha Sebastian Severin Siegbert Siegfried Siegmar Sigmund Silvio
Silvan Simon Sönke Sören Stefan Steffen Stephan Steve Steven Sven Tade Theo Theodor Thies Thilo Tilo
Tillmann Tilman Tilmann Till Tim Timm Timo Thomas Thoralf Thorben Thore Thorsten Tjark Tobias Tom
Toni Torben Tore Torge Torsten Traugott Udo Ulf Uli Ulli Ullrich Ulrich Urban Uwe Valentin Veit
Vincent Vinzenz Viktor Volker Volkhard Volkmar Volkert Waldemar Walter Walther Wendelin Werner Wieland
Wilfried Wilhelm Willi Willy Willibald Winfried Wladimir Wolf Wolfgang Wolfram Wulf Xaver Yannick Yannik
Hauke Fiete Jannes Silas Okko Thure Timo Denny Danny Ronald Maik Jannek Bosse Piet Hinnerk Tamme
Enno Onno Eilert Harro Heye Jürn Lorenz Nepomuk Urs Reto Beat Andrin Ueli Jürg Hansjörg Hanspeter
Karlheinz Karl-Heinz Hans-Peter Franz-Josef Klaus-Dieter Sinan
"""
_TURKISH_KURDISH = """
Abdullah Adem Ahmet Ahmed Ali Alper Arda Arzu Asli Aslı Atilla Ayfer Aygül Ayhan Ayla Aylin Aynur Ayse
Ayşe Ayten Aysel Azad Baran Baris Barış Berfin Berivan Beyza Bilal Birgül Burak Burcu Bülent Can Canan
Cansu Cem Cemal Cemile Ceren Cengiz Ceyda Cigdem Çiğdem Dilan Dilek Deniz Derya Devrim Duygu Ebru Ece
Efe Elif Emel Emine Emrah Emre Ender Engin Enver Ercan Erdal Erdem Erkan Erol Ersin Esin Esma Esra Eren
Fadime Faruk Fatih Fatma Feride Ferhat Fikret Filiz Firat Fuat Gamze Gönül Gökhan Gül Gülay Gülcan Gülden
Gülsen Gülşen Gülten Güler Günay Hacer Hakan Halil Halime Halit Handan Hasan Hatice Havva Hayriye Hülya
Hüseyin Ibrahim İbrahim Ilhan Ilknur İlknur Inci Ismail İsmail Ismet Kadir Kemal Kenan Kerim Koray Kübra
Lale Leman Levent Leyla Mahmut Mehmet Melek Melike Meltem Meral Merve Meryem Mesut Metin Mine Muhammet Murat
Musa Mustafa Müjde Nalan Nazan Nazli Nazlı Necla Nermin Nesrin Nevin Nihal Nihat Nilgün Nilüfer Nuray Nurcan
Nurhan Nuri Oguz Oğuz Okan Oktay Onur Orhan Osman Özcan Özden Özge Özgür Özlem Öznur Pelin Pinar Pınar
Ramazan Rana Recep Refik Remzi Rukiye Sabri Salih Savas Seda Sedat Sefa Selahattin Selcan Selim Selçuk
Semra Senay Şenay Sena Serap Serdar Serkan Serpil Sevda Sevgi Sevil Sevim Sevinc Sezen Sezer Sibel
Songül Suna Süleyman Sultan Şükran Şebnem Tarik Taner Tolga Tuba Tuğba Tülay Tülin Turan Turgut Türkan
Ufuk Ugur Uğur Ümit Ümmühan Veli Volkan Yasar Yasemin Yavuz Yeliz Yildiz Yıldız Yilmaz Yunus Yusuf
Zafer Zehra Zeki Zekiye Zeliha Zeynep Zübeyde
"""
_SLAVIC_BALTIC_HUNGARIAN = """
Agata Agnieszka Aleksander Aleksandra Aleksandr Aleksei Alexei Alexej Alena Aliona Alla Aljona Anastasia
Anastasija Anatoli Andrej Andrei Andrzej Aneta Anetta Antonina Arkadi Artem Artur Bartosz Beata Bogdan
Bogdana Bogumila Bohdan Boguslaw Bożena Bozena Branka Bronislaw Czeslaw Czesława Damian Danica Danuta
Darija Darina Dariusz Darya Denis Dimitri Dmitri Dmitrij Dmytro Dobromir Dorota Dragan Dragana Dušan
Edyta Ekaterina Elżbieta Elzbieta Ewa Ewelina Eugenia Eugeniusz Gennadi Goran Gordana Grażyna Grazyna
Grzegorz Halina Hana Hanka Henryk Ievgenia Igor Ilja Iryna Irena Iva Ivan Ivana Ivo Iwan Iwona Jacek
Jadranka Jadwiga Jakub Jan Janusz Jarmila Jaroslav Jarosław Jaroslaw Jasmina Jelena Jerzy Jiří Jiri
Joanna Jolanta Josip Jovana Justyna Kamil Kamila Katarzyna Kazimierz Kinga Kornel Krystian Krystyna
Krzysztof Ksenia Lech Leszek Lidia Lidija Lilia Ljubica Ljudmila Lubov Lucyna Łukasz Lukasz Ludmila
Ludmilla Maciej Magdaléna Malgorzata Małgorzata Marcin Marek Mariola Marija Mariusz Marta Marzena
Mateusz Michal Michał Mieczysław Mihail Mikhail Milan Milica Milos Miloš Miroslav Mirosława Mladen
Monika Nadeschda Nadezhda Natalia Natalja Nataliya Natascha Natasha Nenad Nikola Nikolai Nikolaj Oksana
Oleg Oleh Oleksandr Olena Oleksii Olesja Olha Ondřej Pavel Paweł Pawel Piotr Polina Przemysław Radek Radka
Radosław Raissa Renata Rimma Robertas Roman Rostislav Ryszard Sanja Sergej Sergei Serhii Sergiy Slavica
Slavko Slawomir Sławomir Snežana Snezana Sonia Stanislav Stanisław Stanislaw Stefan Svetlana Swetlana
Sylwia Szymon Tadeusz Tamás Tatiana Tatsiana Tetiana Tomasz Tomáš Tomasch Urszula Vaclav Václav Valentina
Valeri Vasil Vera Vesna Viktor Vitali Vitalij Vladimir Vladislav Volodymyr Waldemar Wanda Wassili Wieslaw
Wiesława Wiktor Witold Władysław Wojciech Yevgeniya Yulia Yuliya Yuri Yurii Zbigniew Zdenka Zdeněk Zofia
Zoltán Zoltan Zoran Zorica Zuzana Zuzanna Šimůnek Gábor Gabor Ildikó Ildiko István Istvan Katalin László
Laszlo Márta Mihály Sándor Sandor Szilvia Attila Balázs Krisztina Edina Andrius Jonas Rasa Inese Aija
Mirela Mirella Mihaela Ioana Ion Ionel Ionut Florin Florina Cristina Cristian Adriana Alina Bogdana Claudiu
Corina Dănut Doina Dragoș Gheorghe Liviu Lucian Luminita Marius Nicoleta Radu Razvan Roxana Silviu Simona
Sorin Stela Tudor Vasile Viorica Emil Georgi Hristo Ivaylo Krasimir Petar Petya Plamen Stoyan Todor Zlatka
"""
_ARABIC_PERSIAN_AFRICAN_ASIAN = """
Abbas Abdallah Abdel Abdelkader Abdi Abdul Abdulrahman Abeer Adil Adnan Afaf Aisha Aischa Akram Alaa Aladin
Ali Alia Aliyah Amal Aman Amani Amena Amin Amina Amir Amira Ammar Anas Anwar Arash Arif Asad Ashraf
Asma Assad Aya Ayman Aziz Aziza Azadeh Bahar Bahram Basel Bashar Basma Behrouz Bilal Bashir Dalal Dalia
Dima Diana Dunja Ehsan Elham Fadi Fahima Fahd Faisal Farah Fares Farhad Farid Farida Fariba Farzana Faten
Fatemeh Fathia Fatima Fatimah Fatou Fatoumata Fereshteh Firas Ghada Ghassan Golnaz Habib Hadi Hadiya Haitham
Hala Hamid Hamida Hamza Hanan Hani Hassan Hayat Heba Hind Hisham Hoda Homa Houda Hussam Hussein Ibtisam
Idris Ilham Iman Imad Imran Issa Jafar Jalal Jamal Jamila Jawad Kamal Karim Karima Kawa Khaled Khalid
Khadija Laila Layla Latifa Leila Lina Lubna Luay Maher Mahmoud Mahsa Majid Majida Malak Malek Malika
Manal Mariam Maryam Marwa Marwan Massoud Mehdi Mehran Mina Mohamad Mohamed Mohammad Mohammed Mohsen
Mona Monir Mounir Mourad Muhammad Muna Murad Mustapha Nabil Nadia Nada Nadim Naima Najib Najla Narges
Nasim Nasrin Nasser Navid Nawal Nazanin Nima Nisrin Noor Nour Noura Omar Omid Parisa Parwin Qasim
Rabia Rahel Rahim Rami Rania Raschid Rashid Rasha Rasoul Rawan Reem Reza Rima Roya Saad Sabah Saeed Safa Said
Saida Salah Saleh Salem Salim Salma Salwa Samar Sami Samia Samir Samira Sana Sanaa Sarina Shahin Shadi Shirin
Soheila Soraya Suhaila Suleiman Taha Tahir Talal Tarek Tariq Wael Wafa Walid Wissam Yahya Yara Yassin
Yasin Yasmina Youssef Zahra Zaid Zainab Zakaria Ziad Zeinab Abebe Adama Aminata Amadou Awa Bakary Binta
Boubacar Chidi Desta Emeka Eyob Fanta Filmon Grace Ibrahima Kofi Kwame Lamin Mamadou Mariama Mebrahtu
Moussa Ngozi Ousmane Saba Selam Selamawit Semhar Seynabou Tekle Tesfay Tigist Yonas Yohannes Anh Duc
Hoang Huong Lan Linh Mai Minh Ngoc Nguyen Phuong Quynh Thanh Thi Thu Tran Trang Tuan Van Yen Akira Haruki
Indira Anjali Arjun Deepak Priya Rahul Rajesh Ravi Sanjay Sunita Vijay Wei Xiaoming Yuki Rohullah Sayed
"""
_NORTH_WEST_SOUTH = """
Anders Annelie Arnt Åsa Asger Bengt Bjarne Bo Børge Britt Erling Gunilla Gunhild Göran Håkan Ingvar Jeppe
Jesper Johan Kirstine Kjell Klavs Kristian Lise Lone Mads Maarten Mette Mikkel Mogens Morten Niels Nikolaj
Ove Preben Rasmus Signe Sigurd Solveig Søren Tove Torsten Vibeke Willem Anneke Aart Bart Bas Cees Dirk Fenna
Femke Gijs Hein Jaap Jelle Jeroen Joost Jos Katinka Kees Koen Lieke Maaike Marijke Marloes Martijn
Marten Nienke Pim Pieter Rik Ruud Saskia Sjoerd Theun Thijs Tjeerd Willemijn Wim Wouter Alan Andrew Ann
Anthony Ashley Brian Charles Chris Deborah Donald Edward Elizabeth Emily George Harry James Jane Jason
Jeff Jim John Joe Kate Kelly Kenneth Linda Lucy Margaret Mary Matthew Michelle Nicholas Oliver Patricia
Paul Rachel Ryan Samantha Samuel Scott Sean Sharon Stephen Susan Thomas Timothy William Zoë Agathe Alain
Amélie Antoine Aurélie Bernard Brigitte Catherine Cécile Céline Chantal Christelle Christophe Claire
Claude Colette Danielle Delphine Denis Didier Élodie Elodie Emmanuel Étienne Florence Francis François
Françoise Frédéric Geneviève Gérard Gilles Guillaume Hélène Hervé Henri Isabelle Jacqueline Jacques Jean
Jérôme Laurent Laurence Luc Lucien Marcel Marguerite Marie Mathieu Maxime Michèle Mireille Monique
Nathalie Nicolas Odile Olivier Pascal Patrice Philippe Régine Rémy Sébastien Serge Stéphane
Stéphanie Sylvain Sylvie Thierry Véronique Xavier Yves Alberto Alessandra Alessandro Alessia Alfonso
Alfredo Ana Angelo Antonella Antonio Arturo Beatriz Bruno Carlos Carmela Caterina Chiara Claudio Concetta
Consuelo Cristina Davide Diego Dolores Domenico Elisabetta Emilio Enrique Enzo Ernesto Esteban Fabio
Fabrizio Federica Federico Felipe Fernanda Fernando Filippo Flavia Francesca Francesco Francisco
Franco Gaetano Giacomo Gianluca Gianni Gino Giorgio Giovanna Giovanni Giulia Giuseppe Giuseppina
Gloria Graziella Guadalupe Guiseppe Ignacio Inés Isidora Iván Jaime Javier Joana João Joaquim Jorge José
Jose Juan Juana Laura Leonardo Lorena Lorenzo Luca Lucía Luigi Luís Manuel Manuela Marcello Marcelo
Marcos Maria Mariana Mario Massimo Mateo Matteo Mauro Mercedes Miguel Nuno Paolo Paola Pablo Paulo Pedro
Pilar Pietro Rafael Raffaele Raúl Ricardo Riccardo Roberta Roberto Rocco Rosa Rosalia Rosario Salvatore
Sergio Silvia Sofía Stefania Stefano Teresa Tiago Tommaso Valentina Vincenzo Vito Yolanda Alexandros
Alexios Anastasios Anna Apostolos Athanasios Athina Christos Despina Dimitra Dimitrios Dimitris Eleni
Elena Evangelos Evangelia Georgios Giannis Ioanna Ioannis Kalliopi Katerina Konstantina Konstantinos Kostas
Kyriaki Maria Nikolaos Nikos Panagiotis Paraskevi Sofia Spyros Stavros Stefanos Theodora Theodoros
Vasiliki Vasilios Albana Albulena Ardita Arben Arta Artan Blerim Blerta Besnik Drita Fatmir Fatos Flutra
Ilir Liridon Mimoza Shpresa Valon Vjosa Zana
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
    August Mai Mark Kai Rosa Ernst Wolf Heide Viola Iris Grace Gloria Sultan Can Van Thi Thu Lan Duc
    Yen Bo Bas Saba Claire Florence Paris Urban Mine Deniz Else Lore Leo Max Luca Linde Stern Falk
    Adama Mina Aman Sana Hayat Selam Sofia Marina Victoria Viktoria Carlo Alma Magnus Diana Gül Flora
    Ava Dana Dima Anders Hagen Harm Hark Stella Aurora Pilar Mercedes Franka Jost
    Bahar Sefa Rasa Ion Awa Fanta Sean Scott Kelly Jason Mara Ria Pia Mila Mira     Noor Nada Wei Luc Jos Sena Urs
    """.split()
)
