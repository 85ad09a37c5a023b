with areas as (
    select
        schooljaar,
        coalesce(onderwijsvorm, 'alle') as onderwijsvorm,
        studiegebied,
        -- R20
        sum(case when stageregistratie <> 'geen' then n_leerlingen else 0 end) as aantal,
        sum(n_leerlingen) as noemer
    from {{ ref('internship_registration') }}
    where stageregistratie is not null
    group by grouping sets ((schooljaar, onderwijsvorm, studiegebied), (schooljaar, studiegebied))
),

large as (
    -- more than a hundred interns, both forms together
    select
        schooljaar,
        studiegebied
    from areas
    where onderwijsvorm = 'alle' and aantal > 100
),

counted as (
    select
        areas.schooljaar,
        areas.onderwijsvorm,
        areas.studiegebied,
        'met stageregistratie' as categorie,
        areas.aantal,
        areas.noemer
    from areas
    inner join large on areas.schooljaar = large.schooljaar and areas.studiegebied = large.studiegebied
    where areas.aantal > 0
)

{{ cells_of('fig_03', ['schooljaar', 'onderwijsvorm', 'studiegebied']) }}
