with units as (
    select
        schooljaar,
        aanbieder,
        n_p_dual_3,
        case
            when n_p_dual_3 <= 5 then cast(n_p_dual_3 as string)
            when n_p_dual_3 <= 10 then '6-10'
            else '11 of meer'
        end as grootte
    from {{ ref('enrolment_units') }}
    where n_p_dual_3 > 0 and (aanbieder <> 'SYNTRA' or schooljaar >= '{{ var("syntra_vanaf") }}')
),

counted as (
    select
        units.schooljaar,
        units.aanbieder,
        listed.categorie,
        sum(
            case
                when listed.categorie = 'leerlingen per groep' then units.n_p_dual_3
                when listed.categorie = units.grootte then 1
                else 0
            end
        ) as aantal,
        count(*) as noemer
    from units
    cross join (
        values ('1'), ('2'), ('3'), ('4'), ('5'), ('6-10'), ('11 of meer'), ('leerlingen per groep')
    ) as listed (categorie)
    group by units.schooljaar, units.aanbieder, listed.categorie
)

{{ cells_of('fig_08', ['schooljaar', 'aanbieder']) }}
