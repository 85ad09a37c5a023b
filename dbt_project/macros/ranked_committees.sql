{#
    tab_5 and tab_6: from a CTE `persons` (schooljaar, onderwijsvorm, studiegebied, kwartaal, categorie,
    paritair_comite, n_leavers) to a CTE `counted` with rang. A joint committee has a cell only where somebody
    works; the other categories are listed.
#}
{% macro ranked_committees() %}
bases as (
    select
        schooljaar,
        onderwijsvorm,
        studiegebied,
        kwartaal,
        sum(n_leavers) as noemer
    from persons
    group by schooljaar, onderwijsvorm, studiegebied, kwartaal
),

counted as (
    select
        bases.*,
        persons.categorie,
        persons.n_leavers as aantal,
        -- R66
        row_number() over (
            partition by bases.schooljaar, bases.onderwijsvorm, bases.studiegebied, bases.kwartaal
            order by persons.n_leavers desc, persons.paritair_comite
        ) as rang
    from bases
    inner join persons
        on
            bases.schooljaar = persons.schooljaar
            and bases.onderwijsvorm = persons.onderwijsvorm
            and bases.studiegebied = persons.studiegebied
            and bases.kwartaal = persons.kwartaal
    where persons.paritair_comite is not null
    union all
    select
        bases.*,
        listed.categorie,
        coalesce(persons.n_leavers, 0) as aantal,
        null as rang
    from bases
    cross join (values ('werkzoekend'), ('zelfstandige'), ('niet beschikbaar')) as listed (categorie)
    left join persons
        on
            bases.schooljaar = persons.schooljaar
            and bases.onderwijsvorm = persons.onderwijsvorm
            and bases.studiegebied = persons.studiegebied
            and bases.kwartaal = persons.kwartaal
            and listed.categorie = persons.categorie
)
{% endmacro %}
